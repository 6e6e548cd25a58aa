"""norelay's control API, as far as a test needs it. Standard library only."""

import json
import os
import time
import urllib.error
import urllib.request

ADDRESS = os.environ.get("NORELAY", "http://127.0.0.1:8025")
TOKEN = os.environ.get("NORELAY_HTTP_TOKEN", "")


def ask(method, path, body=None):
    """What the API answers; its problem documents are the exception's text."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": "Bearer " + TOKEN} if TOKEN else {}
    if data:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(ADDRESS + "/api/v1" + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
    except urllib.error.HTTPError as problem:
        raise AssertionError("%s %s: %s" % (method, path, problem.read().decode())) from None
    return json.loads(text) if text else None


def wait(seconds=30):
    """Returns when norelay is ready."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return ask("GET", "/ready")
        except (OSError, AssertionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


class Server:
    """A server of one's own, on ports of its own, for one test."""

    def __init__(self, scenario, dialect=None):
        self.shown = ask("POST", "/servers", {"scenario": scenario, **({"dialect": dialect} if dialect else {})})
        self.path = "/servers/" + self.shown["id"]

    @property
    def settings(self):
        """What a person has entered: host, port, security, user, password, from, to."""
        return self.shown["settings"]

    @property
    def ca(self):
        return self.shown["ca"]["pem"]

    def fix(self):
        """The remedy is done."""
        self.shown = ask("POST", self.path + "/fix")

    def tell(self, failed, shown=None):
        """How an attempt ended for the client's user."""
        ask("POST", self.path + "/attempts", {"failed": failed, "shown": shown})

    def messages(self):
        return ask("GET", self.path + "/messages")["items"]

    def diagnosis(self):
        """Why it failed: cause, sentence, remedy …"""
        return ask("GET", self.path + "/diagnosis")

    def verdict(self):
        return ask("GET", self.path + "/verdict")

    def close(self):
        ask("DELETE", self.path)
