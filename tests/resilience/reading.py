"""What the pages say, read as their users read them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from tests.acceptance.front import Page
from tests.resilience.desk import Desk


@dataclass(frozen=True)
class Shown:
    """A contact as its page and its history show it."""

    state: str
    outcome: str
    priority: str
    text: str
    due: datetime
    made: tuple[str, ...]
    done: tuple[tuple[str, str], ...]
    """Who did what, oldest first; saves of the draft left out."""

    @property
    def decisions(self) -> list[tuple[str, str]]:
        """The decisions among them."""
        return [(verb, who) for verb, who in self.done if verb.startswith("decide_")]


def shown(desk: Desk, reference: str) -> Shown:
    """The contact as `desk` sees it."""
    page, history = desk.page(f"/contacts/{reference}/"), desk.page(f"/contacts/{reference}/history/")
    assert page.status == history.status == 200, f"{reference} was answered {page.status} and {history.status}"
    main = page.main
    done = [(entry["data-verb"], entry["data-by"]) for entry in history.all("[data-verb]")]
    return Shown(
        state=main["data-state"],
        outcome=main["data-outcome"],
        priority=main["data-priority"],
        text=f"{page.main.get_text(' ', strip=True)} {history.main.get_text(' ', strip=True)}",
        due=datetime.fromisoformat(page.first("[data-deadline=contact_decision]")["data-due"]),
        made=tuple(item["data-made"] for item in page.all("[data-made]")),
        done=tuple(entry for entry in reversed(done) if entry[0] != "saved"),
    )


def pages_of(desk: Desk, address: str) -> list[Page]:
    """A list from its first page to its last."""
    pages = []
    while address:
        pages.append(desk.page(address))
        assert pages[-1].status == 200, f"{address} was answered {pages[-1].status}"
        onward = pages[-1].first("a[rel=next]")
        address = onward and urljoin(address, onward["href"])
    return pages


def rows_of(desk: Desk, tray: str) -> dict[str, str]:
    """The contacts that lie in a tray: the text of each row by its reference."""
    rows = [row for page in pages_of(desk, f"/tray/{tray}/") for row in page.all("tr[data-process=contact]")]
    return {row["data-reference"]: row.get_text(" ", strip=True) for row in rows}


@dataclass(frozen=True)
class Told:
    """One thing that a user was told."""

    reference: str
    name: str
    sentence: str


def notices_of(desk: Desk) -> list[Told]:
    """All that this user was told, as often as it stands there."""
    return [told for page in pages_of(desk, "/notices/") for told in told_on(page)]


def told_on(page: Page) -> list[Told]:
    """What one page of notices says."""
    return [
        Told(entry["data-about"], entry["data-notice"], entry.get_text(" ", strip=True))
        for entry in page.all("[data-notice]")
    ]
