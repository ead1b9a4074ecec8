"""What the lines of the scenarios do, split by noun; importing them makes them known."""

from tests.acceptance.steps import (
    actions,
    contacts,
    deadlines,
    finding,
    hidden,
    history,
    made,
    mail,
    notices,
    people,
    races,
    time,
    trays,
    unbuilt,
    users,
)

__all__ = [
    "actions",
    "contacts",
    "deadlines",
    "finding",
    "hidden",
    "history",
    "made",
    "mail",
    "notices",
    "people",
    "races",
    "time",
    "trays",
    "unbuilt",
    "users",
]
