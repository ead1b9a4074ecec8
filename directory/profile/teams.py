"""Teams, posts and the duty directory."""

import re
from dataclasses import dataclass
from enum import StrEnum

from directory.profile.dated import Dated
from directory.profile.reading import Slug, Wrong
from directory.roles import Role


class PhoneNumber(str):
    """A number as its authority prints it: digits and spaces, written out from the nought on."""

    def __new__(cls, text: str):
        if not re.fullmatch(r"0[0-9 ]*[0-9]", text) or not 10 <= len(text.replace(" ", "")) <= 11:
            raise Wrong(f'"{text}" is no telephone number: a nought, then nine or ten digits, spaces as you like')
        return super().__new__(cls, text)

    @property
    def digits(self) -> str:
        """The number alone, for comparing."""
        return self.replace(" ", "")


class TeamKind(StrEnum):
    """What a team does."""

    ASSESSMENT = "assessment"
    CHILD_PROTECTION = "child_protection"
    CHILDREN_AND_FAMILIES = "children_and_families"
    DISABLED_CHILDREN = "disabled_children"
    EARLY_HELP = "early_help"
    INITIAL_RESPONSE = "initial_response"
    PERMANENCE = "permanence"


@dataclass(frozen=True, kw_only=True)
class Team(Dated):
    """A team that receives work from the front door, with its duty numbers in the order to ring them."""

    slug: Slug
    name: str
    kind: TeamKind
    area: str = ""
    numbers: tuple[PhoneNumber, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Receiving:
    """The teams, by slug, that take a case which moves in (DOMAIN section 5.4)."""

    child_protection: Slug
    child_in_need: Slug


@dataclass(frozen=True, kw_only=True)
class DirectoryEntry(Dated):
    """A duty number, or why there is none. `note` says when to ring it, or what to do where it is missing."""

    slug: Slug
    name: str
    numbers: tuple[PhoneNumber, ...] = ()
    note: str = ""

    def __post_init__(self):
        super().__post_init__()
        if not self.numbers and not self.note:
            raise Wrong("give a number, or a note that says why there is none", "numbers")


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post in the duty team, `count` of them, and the roles that whoever fills it is granted."""

    title: str
    roles: tuple[Role, ...]
    count: int = 1

    def __post_init__(self):
        if not self.roles:
            raise Wrong("must name a role", "roles")
        if self.count < 1:
            raise Wrong(f"must be at least 1, not {self.count}", "count")
