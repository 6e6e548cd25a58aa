"""Logs in by one mechanism and sends what comes on standard input; what goes wrong is a traceback."""

import smtplib
import ssl
import sys

host, port, ca, mechanism, user, secret, sender, *recipients = sys.argv[1:]
message = sys.stdin.buffer.read()

with smtplib.SMTP(host, int(port), timeout=10) as smtp:
    smtp.starttls(context=ssl.create_default_context(cafile=ca))
    smtp.ehlo()
    smtp.user, smtp.password = user, secret
    token = f"\1auth=Bearer {secret}\1\1"
    smtp.auth(mechanism, {
        "PLAIN": smtp.auth_plain,
        "LOGIN": smtp.auth_login,
        "CRAM-MD5": smtp.auth_cram_md5,
        "XOAUTH2": lambda challenge=None: f"user={user}{token}" if challenge is None else "",
        "OAUTHBEARER": lambda challenge=None: f"n,a={user},{token}" if challenge is None else "\1",
    }[mechanism], initial_response_ok=mechanism != "CRAM-MD5")
    smtp.sendmail(sender, recipients, message)
