"""How a tray is narrowed and sorted: read from the address, and written into every link and filter."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.db.models import Q

from duty.rows import PRIORITIES
from duty.trays import Tray

NONE = "none"
SHOWN = {
    "": "All open",
    "urgent": "Urgent",
    "breached": "Breached",
    "next": "Next due",
    "breaching": "Will breach",
    "unread": "Unread by a manager",
    "out": "Out with workers",
    "drafts": "Drafts",
    "passed": "Passed on today",
}
SORTS = {
    "": "Next due",
    "received": "First received",
    "changed": "Last touched",
    "family": "Next due, families together",
}
ORDERS = {
    "": ("rank", "due_at", "pk"),
    "received": ("rank", "received_at", "pk"),
    "changed": ("rank", "-changed_at", "pk"),
    "family": ("rank", "due_at", "pk"),
}
"""Urgent items stand first in every order."""
WHOSE = {"": "Anybody or nobody", "mine": "Me", "nobody": "Nobody"}
PRIORITY = {"": "Any", **{slug or NONE: text for slug, text in PRIORITIES.items()}}


@dataclass(frozen=True)
class Choice:
    """What of a tray is to be shown, and in what order. What an address says and no list knows is left out."""

    show: str = ""
    priority: str = ""
    process: str = ""
    who: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, tray: Tray, query: Mapping[str, str]) -> "Choice":
        """The choice that an address makes."""
        known = {name: options for name, _, options in filters_of(tray)}
        chosen = {name: query.get(name, "") for name in known if query.get(name, "") in known[name]}
        page = query.get("page", "")
        return cls(**chosen, page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1)

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any((self.show, self.priority, self.process, self.who))

    def address(self, path: str, **changes) -> str:
        """The address of this choice, or of one that differs from it."""
        changed = replace(self, **{"page": 1, **changes})
        said = {field.name: getattr(changed, field.name) for field in fields(changed)}
        query = urlencode({name: value for name, value in said.items() if value not in ("", 1)})
        return f"{path}?{query}" if query else path

    def of(self, user) -> Q:
        """The slips that priority, process and whose they are leave in."""
        wanted = Q()
        if self.priority:
            wanted &= Q(priority="" if self.priority == NONE else self.priority)
        if self.process:
            wanted &= Q(process=self.process)
        if self.who == "mine":
            wanted &= Q(holder=user) | Q(recorder=user)
        if self.who == "nobody":
            wanted &= Q(holder=None)
        return wanted

    def keeps(self, row: dict) -> bool:
        """The same for a row of something that lies in no tray any more."""
        priority = self.priority in ("", row["priority"] or NONE)
        return priority and self.process in ("", row["process"])

    def filters(self, tray: Tray) -> list[dict]:
        """The filter bar: every list to choose from, with what is chosen."""
        return [
            {
                "name": name,
                "label": label,
                "options": [
                    {"value": value, "label": text, "selected": getattr(self, name) == value}
                    for value, text in options.items()
                ],
            }
            for name, label, options in filters_of(tray)
            if len(options) > 1
        ]


def filters_of(tray: Tray) -> list[tuple[str, str, dict[str, str]]]:
    """What a tray can be narrowed by: the parts of the status line in the duty tray alone."""
    shown = SHOWN if tray.slug == "duty" else {"": SHOWN[""]}
    kinds = {"": "Any", **{process.slug: process.label for process in tray.holds()}}
    whose = WHOSE if tray.place == tray.slug else {"": WHOSE[""]}
    return [
        ("show", "Show", shown),
        ("priority", "Priority", PRIORITY),
        ("process", "Kind", kinds if len(kinds) > 2 else {"": "Any"}),
        ("who", "With", whose),
        ("sort", "Order", SORTS),
    ]
