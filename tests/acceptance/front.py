"""The front as one user meets it: a browser that really signs in, and what its pages say."""

from functools import cached_property
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.acceptance.forms import PageForm

SIGN_IN = "/sign-in/"
SUCCESS = (200, 201)
REDIRECTS = (301, 302, 303)


class Page:
    """One answer of the product: its status and what its HTML holds."""

    def __init__(self, response, address: str):
        self.response, self.address, self.status = response, address, response.status_code

    @property
    def found(self) -> bool:
        """There is such a page for this user."""
        return self.status == 200

    @cached_property
    def html(self) -> BeautifulSoup:
        """The whole document."""
        return BeautifulSoup(self.response.content, "html.parser")

    @property
    def text(self) -> str:
        """All that the answer holds, attributes too."""
        return self.response.content.decode()

    @property
    def main(self) -> Tag:
        """The element that says what the page is about."""
        main = self.html.find("main")
        assert main is not None, f"{self.address} answered {self.status} and has no <main>"
        return main

    def all(self, selector: str) -> list[Tag]:
        """Every element that fits, in the page's order."""
        return self.html.select(selector)

    def first(self, selector: str) -> Tag | None:
        """The first element that fits."""
        return self.html.select_one(selector)

    def form(self, selector: str) -> PageForm | None:
        """The form that fits, ready to be filled in."""
        element = self.first(selector)
        return element and PageForm(element, self.html, self.address)

    @property
    def refusal(self) -> str:
        """Why the answer is no: the sentence, the errors by the fields, every slug. Labels and help do not count."""
        slugs = [
            element.get(name, "")
            for name in ("data-refused", "data-slugs", "data-reasons")
            for element in self.all(f"[{name}]")
        ]
        fields = [element["data-error-for"] for element in self.all("[data-error-for]")]
        said = [
            element.get_text(" ", strip=True)
            for element in self.all("[data-refused-text], .banner--error, .govuk-error-summary, [data-error-for]")
        ]
        return " ".join([*slugs, *fields, *said, "not found" if self.status == 404 else ""])


class Browser:
    """A browser at which one user sits. It signs in when it is asked to, and again when its session has ended."""

    def __init__(self, username: str, password: str, number: int):
        self.username, self.password = username, password
        # Each browser has an address of its own, as people at their own desks do.
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=f"10.0.{number // 250}.{number % 250 + 1}")

    def get(self, address: str) -> Page:
        """The page at `address`, wherever it leads on to."""
        response = self.client.get(address)
        if leads_to_sign_in(response):
            self.sign_in()
            response = self.client.get(address)
        return self._followed(response, address)

    def post(self, address: str, data: dict) -> Page:
        """Post `data` without looking where the answer leads: `posted.status` says what became of it."""
        return Page(self.client.post(address, data), address)

    def post_blindly(self, address: str) -> Page:
        """Post nothing to an address of which no form is known."""
        token = self.client.cookies["csrftoken"].value
        nothing = {"data": {}, "content_type": "application/json"}
        return Page(self.client.post(address, **nothing, headers={"X-CSRFToken": token}), address)

    def follow(self, page: Page) -> Page:
        """Where the answer to a post leads."""
        return self._followed(page.response, page.address)

    def sign_in(self) -> None:
        """Through the sign-in page, with name and password."""
        form = self._followed(self.client.get(SIGN_IN), SIGN_IN).form("form:has(input[type=password])")
        assert form is not None, f"{SIGN_IN} shows no form that asks for a password"
        name, secret = (form.first_of_type(kind) for kind in (("text", "email"), ("password",)))
        answer = self.client.post(SIGN_IN, form.data() | {name: [self.username], secret: [self.password]})
        assert answer.status_code in REDIRECTS, f"{self.username} could not sign in: {answer.status_code}"

    def _followed(self, response, address):
        for _ in range(10):
            if response.status_code not in REDIRECTS:
                return Page(response, address)
            address = urljoin(address, response["Location"])
            assert not leads_to_sign_in(response), f"{self.username} is sent to the sign-in page by {address}"
            response = self.client.get(address)
        raise AssertionError(f"{address} leads round in circles")


def leads_to_sign_in(response) -> bool:
    """The session has ended, or there was none."""
    if response.status_code not in REDIRECTS:
        return False
    return urlsplit(response["Location"]).path == SIGN_IN
