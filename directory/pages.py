"""Which page is whose: where each role's work is, and who may open the pages of administration."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404

from directory.roles import REVIEWERS, TEAM_ROLES, Role

HOMES = (
    (REVIEWERS | {Role.HEAD_OF_SERVICE}, "tray", {"slug": "duty"}),
    (TEAM_ROLES, "team-tray", {}),
    (frozenset(Role) - {Role.AUDITOR, Role.SYSTEM_ADMIN, Role.PARTNER}, "my-work", {}),
    ({Role.AUDITOR}, "audit", {}),
    ({Role.SYSTEM_ADMIN}, "users", {}),
    (frozenset(Role), "my-work", {}),
)
"""Where a role's work is, after sign-in (SCREENS: "each role stands at the place where its work is"); who holds
several roles stands at the first that fits."""


@dataclass(frozen=True)
class Page:
    """A page of administration, by its URL's name; no roles means everybody who is signed in."""

    url_name: str
    label: str
    roles: frozenset[str] = frozenset()


PAGES = (
    Page("users", "Users", frozenset({Role.SYSTEM_ADMIN})),
    Page("rota", "Rota", frozenset({Role.SYSTEM_ADMIN, Role.PRACTICE_MANAGER})),
    Page("cover", "Cover", frozenset({Role.PRACTICE_MANAGER})),
    Page("hours", "Hours", frozenset({Role.SYSTEM_ADMIN})),
    Page("main-system", "Main system", frozenset({Role.SYSTEM_ADMIN})),
    Page("undelivered", "Undelivered mail", frozenset({Role.SYSTEM_ADMIN})),
    Page("audit", "Audit", frozenset({Role.AUDITOR})),
    Page("looks", "Who looked at whom", frozenset({Role.AUDITOR})),
    Page("directory", "Directory"),
)
"""The pages of administration for the header, in its order; those of floors above stand here by name alone."""


def pages_for(roles: Iterable[str]) -> list[Page]:
    """The pages of administration that somebody with `roles` may open."""
    return [page for page in PAGES if not page.roles or page.roles & frozenset(roles)]


def home_of(roles: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The URL name, and its arguments, of the place where somebody with `roles` works. They hold at least one."""
    return next((name, arguments) for these, name, arguments in HOMES if these & frozenset(roles))


def only_for(*roles: str):
    """A view that exists for these roles alone: everybody else is answered 404, as for any guessed address."""

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.roles & frozenset(roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard
