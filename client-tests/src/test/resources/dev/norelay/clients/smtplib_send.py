"""Sends what comes on standard input, as a script of a few lines does; what goes wrong is a traceback."""

import smtplib
import ssl
import sys

host, port, patience, security, ca, user, password, sender, *recipients = sys.argv[1:]
message = sys.stdin.buffer.read()

context = ssl.create_default_context(cafile=ca) if ca else None
address = {"host": host, "port": int(port), "timeout": float(patience)}
client = smtplib.SMTP_SSL(**address, context=context) if security == "tls" else smtplib.SMTP(**address)
with client as smtp:
    if security == "starttls":
        smtp.starttls(context=context)
    if user:
        smtp.login(user, password)
    smtp.sendmail(sender, recipients, message)
