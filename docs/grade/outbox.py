#!/usr/bin/env python3
"""A small outbox that keeps its duty: norelay grade --outbox -- docs/grade/outbox.py

It keeps what it was handed until everyone has it, tells why somebody has not, and may be killed at any moment.
"""
import json, os, select, shutil, smtplib, ssl, time


def setting(name):
    return os.environ["NORELAY_" + name]


BOX = setting("OUTBOX")
MAYBE = "The mail may have been delivered: the connection was lost before the server answered. It is not sent again."


def write(path, state):
    """A rename is done or not done, whenever the power goes."""
    with open(path + ".new", "w") as file:
        json.dump(state, file)
        file.flush()
        os.fsync(file.fileno())
    os.rename(path + ".new", path)


def take(message):
    """From now on the mail is this program's to deliver."""
    kept = os.path.join(BOX, os.path.basename(message))
    shutil.copy(message, kept)
    write(kept + ".json", {"from": setting("FROM"), "to": setting("TO").split(",")})


def connect():
    trust = ssl.create_default_context(cafile=setting("CA"))
    host, port, timeout = setting("HOST"), int(setting("PORT")), float(os.environ.get("TIMEOUT", 10))
    if setting("SECURITY") == "tls":
        server = smtplib.SMTP_SSL(host, port, timeout=timeout, context=trust)
    else:
        server = smtplib.SMTP(host, port, timeout=timeout)
    server.ehlo_or_helo_if_needed()
    if setting("SECURITY") == "starttls":
        server.starttls(context=trust)
        server.ehlo()
    if setting("USER"):
        try:
            server.login(setting("USER"), setting("PASSWORD"))
        except smtplib.SMTPAuthenticationError:
            server.quit()
            raise
    return server


def said(answer):
    if answer[0] < 200:
        return "the server's reply makes no sense: " + answer[1].decode(errors="replace")
    return "%d %s" % (answer[0], answer[1].decode(errors="replace"))


def refused(answer):
    """What a person has to mend is not tried again before this program is started anew, with other settings."""
    return answer[0] >= 500, said(answer)


def send(server, message, path, state):
    """What is refused stays, with the reason; behind the final dot nobody knows until the reply is there."""
    answer = server.mail(state["from"])
    if answer[0] != 250:
        return refused(answer)
    waiting, result = [], (False, "")
    for recipient in state["to"]:
        answer = server.rcpt(recipient)
        if answer[0] not in (250, 251):
            waiting.append(recipient)
            result = refused(answer)
    if len(waiting) == len(state["to"]):
        return result
    answer = server.docmd("DATA")
    if answer[0] != 354:
        return refused(answer)
    text = open(message, "rb").read()
    server.send(smtplib._quote_periods(text))
    if select.select([server.sock], [], [], 0.1)[0]:
        return refused(server.getreply())  # before its end: it was not taken
    write(path, dict(state, unknown=True))
    server.send(b".\r\n")
    answer = server.getreply()
    if answer[0] != 250:
        write(path, state)
        return refused(answer)
    if waiting:
        write(path, dict(state, to=waiting))
    else:
        os.remove(path)
    return result


def is_unknown(path):
    return os.path.exists(path) and json.load(open(path)).get("unknown", False)


def attempt(message, path):
    """Whether there is no use in trying again, and why the mail was not sent; nothing where it was."""
    if is_unknown(path):
        return True, MAYBE
    try:
        server = connect()
        try:
            permanent, why = send(server, message, path, json.load(open(path)))
        finally:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                pass  # what counts was said before
        return permanent, why and "Not sent: " + why
    except smtplib.SMTPAuthenticationError as e:
        return True, "The server refused the user name or the password: " + said(e.args)
    except smtplib.SMTPResponseException as e:
        return e.smtp_code >= 500, "Not sent: " + said(e.args)
    except (smtplib.SMTPException, OSError) as e:
        return (True, MAYBE) if is_unknown(path) else (False, "Not sent: " + (str(e) or type(e).__name__))


def main():
    for message in filter(None, setting("MESSAGE").split(",")):
        take(message)
    pause, given_up = float(setting("RETRY")), set()
    while True:
        for name in sorted(os.listdir(BOX)):
            if name.endswith(".json") and name not in given_up:
                path = os.path.join(BOX, name)
                permanent, why = attempt(path[:-len(".json")], path)
                if why:
                    print(why, flush=True)
                if permanent:
                    given_up.add(name)
        time.sleep(pause)
        pause *= 2


if __name__ == "__main__":
    main()
