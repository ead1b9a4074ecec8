"""The pages of a person as somebody fills them in."""

from collections import defaultdict

from tests.acceptance.front import Page
from tests.factories.cast import signed_in

TWO_YEARS_ON = "7/7/2099"


def opened(user, person, what: str, more: str = "") -> Page:
    """The page of one change to somebody."""
    address = f"/people/{person.reference}/change/{what}/{more}"
    return Page(signed_in(user).get(address), address)


def hidden(page: Page) -> dict[str, str]:
    """What the page sends along by itself."""
    return {field["name"]: field["value"] for field in page.all("main input[type=hidden][name][value]")}


def changes(user, person, what: str, more: str = "", page: Page | None = None, **said) -> Page:
    """Fill in the page of one change and send it; `page` when it was opened before."""
    page = page or opened(user, person, what, more)
    return Page(signed_in(user).post(page.address, hidden(page) | said), page.address)


def errors(page: Page) -> dict[str, str]:
    """What is said by each field, and over the form; nothing by one at which nothing is said."""
    by_field = {error["data-error-for"]: error.get_text(" ", strip=True) for error in page.all("[data-error-for]")}
    over = " ".join(error.get_text(" ", strip=True) for error in page.all(".govuk-error-summary"))
    return defaultdict(str, by_field or {"": over})


def words(element) -> str:
    """Its text with single blanks."""
    return " ".join(element.get_text(" ").split())
