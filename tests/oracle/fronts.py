"""The two ways to do an action, as one: the page behind the button, and the internal API."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from bs4 import BeautifulSoup
from django.test import Client

WORDS = ("data-refused", "data-reasons")


@dataclass(frozen=True)
class Answer:
    """What came back: done or not, the HTTP status, and the slugs of a refusal."""

    done: bool
    status: int
    text: str
    read: Callable[[str], frozenset[str]]

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Why not: fields wanting, guards unmet, roles that may, states."""
        return self.read(self.text)


class PageFront:
    """POST to `/contacts/<reference>/do/<step>/`, as the form on the page does; done is a redirect.

    It leads to the contact, or home where whoever acted may no longer know of it.
    """

    name = "page"

    def post(self, client: Client, contact, step: str, data: Mapping, seen_version, key=None) -> Answer:
        """Send the form of `step` as it was opened on `seen_version`."""
        sent = {**data, "key": str(key or uuid4())} | ({} if seen_version is None else {"seen_version": seen_version})
        response = client.post(f"{contact.get_absolute_url()}do/{step}/", sent)
        done = response.status_code == 302 and response["Location"] in (contact.get_absolute_url(), "/")
        return Answer(done, response.status_code, response.content.decode(), self.slugs)

    def slugs(self, text: str) -> frozenset[str]:
        """From the page's own attributes."""
        page = BeautifulSoup(text, "html.parser")
        slugs = {slug for name in WORDS for tag in page.select(f"[{name}]") for slug in tag[name].split()}
        return frozenset(slugs | {tag["data-error-for"] for tag in page.select("[data-error-for]")})


class ApiFront:
    """POST of JSON to `/api/internal/contact/<reference>/<step>/`; done is 200."""

    name = "api"

    def post(self, client: Client, contact, step: str, data: Mapping, seen_version, key=None) -> Answer:
        """Send the same fields as JSON."""
        sent = {**data, "key": str(key or uuid4()), "seen_version": seen_version}
        address = f"/api/internal/contact/{contact.reference}/{step}/"
        response = client.post(address, sent, content_type="application/json")
        return Answer(response.status_code == 200, response.status_code, response.content.decode(), self.slugs)

    def slugs(self, text: str) -> frozenset[str]:
        """From the answer's body."""
        body = json.loads(text)
        return frozenset([*body.get("slugs", []), *body.get("errors", {})])


FRONTS = (PageFront(), ApiFront())
