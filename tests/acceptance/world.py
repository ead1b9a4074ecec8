"""What a scenario has named so far, the clock it stands at, and how it looks at things."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import time_machine

from tests.acceptance.front import Browser, Page
from tests.factories import accounts, directory

READERS_OF_LAST_RESORT = ("head_of_service", "lado", "practice_manager", "duty_manager")


def person_page(person) -> str:
    """Where a person's front page is."""
    return f"/people/{person.reference}/"


@dataclass(frozen=True)
class Item:
    """Something with a label: where its page is, and its own reference."""

    label: str
    address: str
    reference: str


@dataclass(frozen=True)
class Outcome:
    """What became of an action: `refusal` is the sentence and every slug, empty when it was done."""

    who: str
    done: bool
    status: int
    refusal: str = ""

    def __str__(self):
        return f"{self.who}: " + ("done" if self.done else f"refused ({self.status}): {self.refusal}")


class Clock:
    """The frozen clock. It stands at the real time until a scenario sets it."""

    def __init__(self):
        self.now = datetime.now(UTC).replace(second=0, microsecond=0)
        self.travel = time_machine.travel(self.now, tick=False)
        self.frozen = self.travel.start()

    def set(self, now: datetime) -> None:
        """Set it, back or forward, without anything happening in between."""
        self.now = now
        self.frozen.move_to(now)

    def stop(self) -> None:
        """Real time again."""
        self.travel.stop()


@dataclass
class World:
    """One scenario's people, users and labels, and the last outcomes."""

    clock: Clock
    line: str = ""
    users: dict[str, object] = field(default_factory=dict)
    people: dict[str, object] = field(default_factory=dict)
    everybody: list = field(default_factory=list)
    teams: dict[str, str] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    open_to_teams: set[str] = field(default_factory=set)
    outcomes: list[Outcome] = field(default_factory=list)
    browsers: dict[str, Browser] = field(default_factory=dict)

    def user(self, name: str):
        """The user of that name."""
        assert name in self.users, f'no user is called "{name}": {sorted(self.users)}'
        return self.users[name]

    def make_user(self, name: str, roles: list[str], team: str = ""):
        """A user with these roles; one who is there already gets them too."""
        user = self.users.get(name) or accounts.user(name)
        self.users[name] = user
        for role in roles:
            directory.give_role(user, role)
        if team:
            self.team(team)
            directory.put_in_team(user, team)
        return user

    def team(self, name: str):
        """The receiving team of that name; one that the profile has not got is made."""
        team = directory.team(name)
        self.teams[name] = team.slug
        return team

    def person(self, name: str):
        """The person of that name, the later of two."""
        assert name in self.people, f'nobody is called "{name}": {sorted(self.people)}'
        return self.people[name]

    def item(self, label: str) -> Item:
        """What was given that label."""
        assert label in self.items, f'nothing is called "{label}": {sorted(self.items)}'
        return self.items[label]

    def keep(self, label: str, page: Page) -> Item:
        """Give what `page` shows a label. An item's own page is where its address ends with its reference."""
        reference = page.main["data-reference"]
        before = page.address.partition(reference)[0]
        self.items[label] = Item(label, f"{before}{reference}/", reference)
        return self.items[label]

    def browser(self, name: str) -> Browser:
        """The browser at which that user sits."""
        if name not in self.browsers:
            self.browsers[name] = self.another_browser(name)
        return self.browsers[name]

    def another_browser(self, name: str) -> Browser:
        """A second browser of the same user's."""
        return Browser(self.user(name).username, accounts.PASSWORD, len(self.browsers))

    def opened(self, label: str) -> Page:
        """The item's page, as somebody sees it who may."""
        return next(self.views(label))[1]

    def views(self, label: str) -> Iterator[tuple[str, Page]]:
        """The item's page as each user sees it who may; somebody is made who may when there is none."""
        item, seen = self.item(label), False
        for name in list(self.users):
            page = self.browser(name).get(item.address)
            if page.found:
                seen = True
                yield name, page
        if not seen:
            yield self._reader_of(item)

    def _reader_of(self, item):
        for role in READERS_OF_LAST_RESORT:
            name = f"Reader {role}"
            self.make_user(name, [role])
            page = self.browser(name).get(item.address)
            if page.found:
                return name, page
        raise AssertionError(f'nobody can open "{item.label}" at {item.address}')
