"""Asking as somebody, and what is left of an answer when nonces, tokens and times are taken away."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from http.cookies import SimpleCookie
from unittest.mock import patch

from django.test import Client

from people.references import is_reference
from tests.oracle.stage import undone
from tests.walls.asks import Ask, Named
from tests.walls.readers import Reader
from tests.walls.routes import asks, routes

TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")
NONCE = re.compile(r"""(nonce[=-]["']?)[A-Za-z0-9+/_=-]{20,}""")
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
WORD = re.compile(r"\b[0-9B-Z]{10}\b")
OF_A_ROW = re.compile(r"(/change/[a-z-]+/)\d+/")
"""Rows of all families are numbered in one sequence, which says nothing of any of them."""
OF_THE_CONNECTION = {"set-cookie", "content-length"}


class Log(logging.Handler):
    """Every line that was logged."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record):
        self.lines.append(f"{record.levelname} {record.name} {record.getMessage()}")


@contextmanager
def logged() -> Iterator[list[str]]:
    """The lines that are logged meanwhile, also by loggers that pass nothing on."""
    log, loggers = Log(), [logging.getLogger(), logging.getLogger("django.server")]
    for logger in loggers:
        logger.addHandler(log)
    try:
        yield log.lines
    finally:
        for logger in loggers:
            logger.removeHandler(log)


class Browsers:
    """One browser for everybody, in which now this one is signed in and now that one."""

    def __init__(self):
        self.browser, self.sessions = Client(raise_request_exception=False), {}

    def sign_in(self, reader: Reader) -> None:
        """Sign the reader in, to be asked as later."""
        self.browser.cookies = SimpleCookie()
        if reader.user is not None:
            self.browser.force_login(reader.user)
            self.sessions[reader.name] = self.browser.cookies["sessionid"].value

    def seat(self, reader: Reader) -> Client:
        """The browser, with the reader in front of it."""
        session = self.sessions.get(reader.name)
        self.browser.cookies = SimpleCookie({"sessionid": session} if session else {})
        return self.browser

    def ask(self, reader: Reader, ask: Ask):
        """The answer to a request of the reader's."""
        self.seat(reader)
        headers = {"headers": {"X-Requested-With": "fetch"}} if ask.fetched else {}
        if ask.json:
            return self.browser.post(ask.path, json.dumps(ask.post), content_type="application/json")
        if ask.post is None:
            return self.browser.get(ask.path, follow=True, **headers)
        return self.browser.post(ask.path, ask.post, follow=True, **headers)


WITH_THE_HEADER = {"", "my-work/", "notices/", "tray/<slug>/", "people/<reference>/"}
"""Routes whose first example is asked for with the header's trays and counts, found or not found (the hidden child).

On every page the header is the same for a reader, and dear.
"""


def each_ask(named: Named, where: Iterable[str]) -> Iterator[tuple[Ask, AbstractContextManager]]:
    """Every example of these routes, and in which context to ask for it: with the header as it is, or an empty one."""
    for route in where:
        for number, ask in enumerate(asks(route, named)):
            whole = route in WITH_THE_HEADER and number == 0
            yield ask, nullcontext() if whole else patch("duty.navigation._nav", lambda request: {})


def everything_told(browsers: Browsers, reader: Reader, named: Named) -> dict[str, str]:
    """What the reader is told by every example of every route, each as if it were the only one."""
    told = {}
    for ask, header in each_ask(named, [route for route in routes() if route not in reader.but_for]):
        with undone(), logged() as lines, header:
            answer = browsers.ask(reader, ask)
            text = "\n".join([described(answer), *lines])
        told[plain(str(ask), named)] = plain(text, named)
    return told


def described(answer) -> str:
    """Status, headers, where it led, and the body."""
    headers = sorted(f"{name}: {value}" for name, value in answer.items() if name.lower() not in OF_THE_CONNECTION)
    led = [f"{status} {address}" for address, status in getattr(answer, "redirect_chain", [])]
    return "\n".join([str(answer.status_code), *led, *headers, answer.content.decode()])


def plain(text: str, named: Named) -> str:
    """The text with what is random made alike, and hidden references by their names."""
    known = {reference: f"<{name}>" for name, reference in named.references.items()}
    known |= {named.child: "<child>", named.mother: "<mother>", named.closed: "<closed>", named.search_key: "<search>"}
    known |= {f"/undelivered/{named.pk['mail']}/": "/undelivered/<mail>/"}
    for word in named.words:
        known[word] = f"<word {named.words.index(word)}>"

    def called(found):
        return "<a reference>" if is_reference(found.group()) else found.group()

    for word, name in known.items():
        text = text.replace(word, name)
    text = OF_A_ROW.sub(r"\1<row>/", text)
    text = NONCE.sub(r"\1<nonce>", UUID.sub("<uuid>", TOKEN.sub("<token>", text)))
    return WORD.sub(called, text)


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """Where the two differ: the lines that one alone has, at each address."""
    wrong = dict.fromkeys({*one} ^ {*other}, "asked of one alone")
    for ask in {*one} & {*other}:
        if one[ask] != other[ask]:
            apart = set(one[ask].splitlines()) ^ set(other[ask].splitlines())
            wrong[ask] = " | ".join(sorted(line.strip() for line in apart))[:600]
    return wrong
