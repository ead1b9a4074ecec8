"""One user at a browser of their own, over real HTTP. Every request is answered, or says that it was not."""

import http.client
import json
import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urljoin

from tests.acceptance.front import Page
from tests.factories.cast import PASSWORD

SIGN_IN = "/sign-in/"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REDIRECTS = (301, 302, 303)


class NoAnswer(Exception):
    """The connection ended before the answer came: what was asked may be done or not."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status_code: int
    content: bytes
    headers: http.client.HTTPMessage

    def __getitem__(self, name: str) -> str:
        return self.headers[name]

    def json(self) -> dict:
        """What a script was answered."""
        return json.loads(self.content)

    @property
    def done(self) -> bool:
        """A form was taken, and the browser is sent on."""
        return self.status_code in REDIRECTS


@dataclass
class Desk:
    """A user and the cookies of their browser."""

    port: int
    username: str
    cookies: dict[str, str] = field(default_factory=dict)
    patience: float = 60.0

    def sign_in(self) -> "Desk":
        """Through the sign-in page, with name and password."""
        self.get(SIGN_IN)
        answer = self.post(SIGN_IN, {"login": self.username, "password": PASSWORD})
        assert answer.done, f"{self.username} could not sign in: {answer.status_code}"
        return self

    def get(self, address: str, **headers: str) -> Answer:
        """What is at `address`, wherever it leads on to."""
        answer = self._exchange("GET", address, b"", headers)
        for _ in range(5):
            if not answer.done:
                break
            address = urljoin(address, answer["Location"])
            answer = self._exchange("GET", address, b"", headers)
        return answer

    def page(self, address: str) -> Page:
        """The page at `address`, to be read."""
        return Page(self.get(address), address)

    def post(self, address: str, data: dict, before_last_byte=None, **headers: str) -> Answer:
        """Send a form. `before_last_byte` is called when all of it but the last byte is on its way."""
        body = urlencode(data | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}, doseq=True).encode()
        return self._exchange("POST", address, body, FORM | headers, before_last_byte)

    def sender(self, address: str, data: dict, **headers: str):
        """The form, ready to be sent at a signal."""
        return lambda before_last_byte=None: self.post(address, data, before_last_byte, **headers)

    def _exchange(self, verb, address, body, headers, before_last_byte=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            connection.putrequest(verb, address)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body[:-1])
            if before_last_byte:
                before_last_byte()
            connection.send(body[-1:])
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(f"{verb} {address}: {type(error).__name__}") from error
        finally:
            connection.close()
        self._keep_cookies(answer.headers)
        return Answer(answer.status, content, answer.headers)

    def _keep_cookies(self, headers):
        for line in headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


def hidden(content: bytes, name: str) -> str:
    """The value of a hidden field of a page's form."""
    found = re.search(rb'name="%s" value="([^"]*)"' % name.encode(), content)
    assert found, f"the page has no hidden field {name}"
    return unescape(found[1].decode())
