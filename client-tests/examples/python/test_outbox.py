"""An outbox is tested with five stories: it fails, says so, keeps the mail, and delivers it once the cause is mended."""

import smtplib
import ssl
import unittest
from email.message import EmailMessage

import norelay


class Outbox:
    """The program under test."""

    def __init__(self, ca):
        self.ca = ca
        self.kept = []

    def send(self, settings):
        """Sends what is kept; what its user is told where that fails, else None."""
        try:
            with smtplib.SMTP(settings["host"], settings["port"], timeout=10) as smtp:
                if settings["security"] == "starttls":
                    smtp.starttls(context=ssl.create_default_context(cadata=self.ca))
                if settings["user"]:
                    smtp.login(settings["user"], settings["password"])
                while self.kept:
                    smtp.send_message(self.kept[0])
                    self.kept.pop(0)
            return None
        except smtplib.SMTPRecipientsRefused as refused:
            return "; ".join("%s: %d %s" % (who, code, text.decode()) for who, (code, text) in refused.recipients.items())
        except smtplib.SMTPResponseException as refused:
            return "%d %s" % (refused.smtp_code, refused.smtp_error.decode())
        except (OSError, smtplib.SMTPException) as failure:
            return "The mail could not be sent: %s" % failure


class OutboxTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        norelay.wait()

    def play(self, scenario, word, cause):
        server = norelay.Server(scenario)
        self.addCleanup(server.close)
        outbox = Outbox(server.ca)
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = server.settings["from"], ", ".join(server.settings["to"]), "Hello"
        mail["Date"], mail["Message-ID"] = "Thu, 01 Jan 2026 10:00:00 +0000", "<1@example.test>"
        mail.set_content("How are you?")
        outbox.kept.append(mail)

        told = outbox.send(server.settings)
        self.assertIn(word, told)
        server.tell(True, told)
        self.assertEqual(cause, server.diagnosis()["cause"])
        self.assertEqual([mail], outbox.kept)

        server.fix()
        self.assertIsNone(outbox.send(server.settings))
        server.tell(False)
        self.assertEqual(["Hello"], [message["subject"] for message in server.messages()])
        verdict = server.verdict()
        self.assertTrue(verdict["good"], verdict["report"])
        print("played %s: %s, %s, delivered %d" % (scenario, word, cause, len(server.messages())))

    def test_relay_denied(self):
        self.play("relay-denied", "550", "login-missing")

    def test_stale_password(self):
        self.play("stale-password", "535", "password-stale")

    def test_wrong_port(self):
        self.play("wrong-port", "refused", "port-closed")

    def test_filtered_port(self):
        self.play("filtered-port", "timed out", "port-filtered")

    def test_clock_skew(self):
        self.play("clock-skew", "not yet valid", "clock-wrong")


if __name__ == "__main__":
    unittest.main()
