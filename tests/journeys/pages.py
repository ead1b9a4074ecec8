"""Every address of the product with an example of it, taken from the URL resolver: a route without one fails a test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, get_resolver, reverse

from contacts.models import Contact, EarlyHelp, NoFurtherActionRecord
from correspondence.models import Outbox
from directory.models import DirectoryEntry, OfficeHours, RoleGrant, Rota
from mainsystem.models import Import
from people.changes import CHANGES
from people.models import (
    Address,
    Alert,
    HouseholdMember,
    Person,
    PersonName,
    ProtectedAddress,
    Relationship,
    Search,
)
from referrals.models import Referral
from tests.journeys.furnished import Office
from workflow.process import process_named

S = Contact.State
PAT, ADA, UMA, NOBODY = "pat", "ada", "uma", ""
"""The practice manager, who sees most; the system administrator; the auditor; somebody who has not signed in."""
A_KEY = UUID("4c1a7c58-0000-4000-8000-000000000001")

Holes = Callable[[Office], dict]


@dataclass(frozen=True)
class Example:
    """One address of a route, and who looks at it. `holes` fills in the route; `query` follows it."""

    route: str
    who: str = PAT
    holes: Holes = lambda office: {}
    query: str = ""
    label: str = ""

    def __str__(self):
        return f"{self.route} {self.label}".strip().replace(":", " ")

    def address(self, office: Office) -> str:
        """The address in this office."""
        return reverse(self.route, kwargs=self.holes(office)) + self.query


def routes(patterns=None, namespace: str = "") -> Iterator[str]:
    """The name of every route, as `reverse` takes it."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            yield f"{namespace}{each.name}"
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from routes(each.url_patterns, inner)


def of(model, **lookup) -> Holes:
    """Some record of that kind, by its reference."""
    return lambda office: {"reference": office.one_of(model.objects.filter(**lookup)).reference}


def by_pk(model, name: str = "pk", **lookup) -> Holes:
    """Some row of that kind, by its number."""
    return lambda office: {name: office.one_of(model.objects.filter(**lookup)).pk}


def user(name: str = "cleo", **more) -> Holes:
    """A colleague, by number."""
    return lambda office: {"pk": getattr(office.cast, name).pk, **more}


def searched(username: str) -> Holes:
    """A search of that colleague's."""
    return lambda office: {"key": office.one_of(Search.objects.filter(user__username=username)).key}


def contact_steps() -> Iterator[Example]:
    """The page of every action on a contact, as a manager, its worker or its team: in its first state."""
    for step in process_named("contact").transitions:
        holds_it = not {"practice_manager", "duty_manager"} & set(step.roles)
        who = "bo" if step.source == (S.WITH_TEAM,) else "sam" if holds_it else PAT
        holes = of(Contact, state=step.source[0])
        yield Example("contact-do", who, lambda o, h=holes, s=step: h(o) | {"step": s.name}, label=step.name)


LILY = of(Person, given_name="Lily")
ROWS = {
    "review-alert": Alert, "end-alert": Alert, "end-relationship": Relationship, "responsibility": Relationship,
    "leave-household": HouseholdMember, "end-protection": ProtectedAddress, "end-address": Address,
    "protect-address": Address,
    "wrong-name": PersonName, "wrong-alert": Alert, "wrong-address": Address, "wrong-relationship": Relationship,
    "wrong-member": HouseholdMember,
}  # fmt: skip


def changes() -> Iterator[Example]:
    """The page of every change to a person, with one of her own rows where it needs one."""
    for change in CHANGES.values():
        if change.of is None:
            yield Example("person-change", PAT, lambda o, c=change: LILY(o) | {"what": c.slug}, label=change.slug)
        else:
            yield Example("person-change-of", PAT, lambda o, c=change: _row(o, c), label=change.slug)


def _row(office: Office, change) -> dict:
    rows = ROWS[change.slug].objects
    theirs = rows.filter(of__given_name="Lily") if change.slug in OF_TWO else rows.filter(person__given_name="Lily")
    return LILY(office) | {"what": change.slug, "pk": office.one_of(theirs).pk}


OF_TWO = {"end-relationship", "responsibility", "wrong-relationship"}
DRAFT = of(Contact, state=S.DRAFT)
NEW = {"key": A_KEY}

PAGES = [
    Example("account_login", NOBODY),
    Example("account_logout"),
    Example("account_change_password"),
    Example("users", ADA),
    Example("user-new", ADA),
    Example("user", ADA, user()),
    Example("user-details", ADA, user()),
    Example("user-password", ADA, user()),
    Example("user-team", ADA, user()),
    Example("user-grant", ADA, user()),
    Example("cover"),
    Example("rota"),
    Example("rota-week", ADA, lambda office: {"monday": "2026-03-02"}),
    Example("hours", ADA),
    Example("hours-new", ADA),
    Example("hours-change", ADA, by_pk(OfficeHours)),
    Example("directory"),
    Example("directory", ADA, label="administrator"),
    Example("directory-new", ADA),
    Example("directory-change", ADA, lambda o: {"slug": o.one_of(DirectoryEntry.objects).slug}),
    Example("undelivered", ADA),
    Example("main-system", ADA),
    Example("main-system-import", ADA, by_pk(Import, finished_at=None), label="under way"),
    Example("main-system-import", ADA, by_pk(Import, finished_at__isnull=False), label="read"),
    Example("audit", UMA),
    Example("looks", UMA),
    Example("tray", PAT, lambda office: {"slug": "duty"}, label="duty"),
    Example("tray", PAT, lambda office: {"slug": "duty"}, "?show=unread&sort=received", "narrowed"),
    Example("tray", PAT, lambda office: {"slug": "intake"}, label="intake"),
    Example("tray", PAT, lambda office: {"slug": "early_help"}, label="early_help"),
    Example("tray", PAT, lambda office: {"slug": "worker-sam"}, label="worker"),
    Example("tray", PAT, lambda office: {"slug": "worker-eli"}, label="empty"),
    Example("tray", "bo", lambda office: {"slug": "team-assessment_and_cin_1"}, label="team"),
    Example("my-work", "cleo"),
    Example("notices"),
    Example("new-contact:edit", PAT, lambda office: NEW),
    Example("draft:edit", PAT, DRAFT),
    Example("contact", PAT, of(Contact, state=S.AWAITING_DECISION), label="awaiting"),
    Example("contact", PAT, of(Contact, priority="urgent"), label="urgent"),
    Example("contact", PAT, of(Contact, outcome="referral"), label="closed"),
    Example("contact", "bo", of(Contact, state=S.WITH_TEAM), label="with the team"),
    Example("contact", PAT, of(Contact, people__given_name="Ada"), label="restricted"),
    Example("contact-history", PAT, of(Contact, outcome="referral"), label="did"),
    Example("contact-history", PAT, of(Contact, outcome="referral"), "?show=looked", "looked"),
    Example("contact-child", PAT, of(Contact, state=S.AWAITING_DECISION)),
    *contact_steps(),
    Example("early-help", PAT, of(EarlyHelp)),
    Example("early-help-history", PAT, of(EarlyHelp)),
    Example("no-further-action", PAT, of(NoFurtherActionRecord)),
    Example("referral", PAT, of(Referral)),
    Example("referral-history", PAT, of(Referral)),
    Example("people-search"),
    Example("people-found", PAT, lambda o: {"key": o.one_of(Search.objects).key}),
    Example(
        "people-found",
        "dana",
        lambda o: {"key": o.one_of(Search.objects.filter(user=o.cast.dana)).key},
        label="restricted",
    ),
    Example("person", PAT, LILY),
    Example("person", PAT, of(Person, given_name="Ada"), label="restricted"),
    Example("person-chronology", PAT, LILY),
    Example("person-genogram", PAT, LILY),
    Example("person-genogram", PAT, of(Person, given_name="Ada"), label="alone"),
    *changes(),
    Example("person-restrict", PAT, LILY),
    Example("person-restriction", PAT, of(Person, given_name="Ada")),
    Example("person-interest", PAT, LILY),
    Example("people-break-glass", "dana", searched("dana")),
    Example("record-interest", PAT, lambda o: of(Contact)(o) | {"process": "contact"}),
]

NO_PAGE = {
    "health-live": (200, Example("health-live", NOBODY)),
    "health-ready": (503, Example("health-ready", NOBODY)),
    "home": (302, Example("home")),
    "contact-new": (302, Example("contact-new")),
    "sign-in-demo": (405, Example("sign-in-demo")),
    "user-deactivate": (405, Example("user-deactivate", ADA, user())),
    "user-activate": (405, Example("user-activate", ADA, user())),
    "user-end-grant": (405, Example("user-end-grant", ADA, user(grant_pk=1))),
    "end-cover": (405, Example("end-cover", PAT, by_pk(RoleGrant, "grant_pk"))),
    "undelivered-again": (405, Example("undelivered-again", ADA, by_pk(Outbox, failed_at__isnull=False))),
    "undelivered-leave": (405, Example("undelivered-leave", ADA, by_pk(Outbox, failed_at__isnull=False))),
    "main-system-stop": (405, Example("main-system-stop", ADA, by_pk(Import))),
    "main-system-problems": (200, Example("main-system-problems", ADA, by_pk(Import))),
    "rota-take-off": (405, Example("rota-take-off", PAT, by_pk(Rota))),
    "tray-together": (405, Example("tray-together", PAT, lambda o: {"slug": "duty", "step": "prioritise"})),
    "notices-read": (405, Example("notices-read")),
    "sound": (405, Example("sound")),
    "new-contact:autosave": (405, Example("new-contact:autosave", PAT, lambda o: NEW)),
    "new-contact:submit": (405, Example("new-contact:submit", PAT, lambda o: NEW)),
    "new-contact:add-child": (405, Example("new-contact:add-child", PAT, lambda o: NEW)),
    "new-contact:remove-child": (405, Example("new-contact:remove-child", PAT, lambda o: NEW | {"number": 0})),
    "draft:autosave": (405, Example("draft:autosave", PAT, DRAFT)),
    "new-contact:pass_to_team": (405, Example("new-contact:pass_to_team", PAT, lambda o: NEW)),
    "draft:pass_to_team": (405, Example("draft:pass_to_team", PAT, DRAFT)),
    "team-tray": (302, Example("team-tray")),
    "person-restriction-end": (405, Example("person-restriction-end", PAT, of(Person, given_name="Ada"))),
    "draft:submit": (405, Example("draft:submit", PAT, DRAFT)),
    "draft:add-child": (405, Example("draft:add-child", PAT, DRAFT)),
    "draft:remove-child": (405, Example("draft:remove-child", PAT, lambda o: DRAFT(o) | {"number": 0})),
    "early-help-do": (404, Example("early-help-do", PAT, lambda o: of(EarlyHelp)(o) | {"step": "any"})),
    "referral-do": (404, Example("referral-do", PAT, lambda o: of(Referral)(o) | {"step": "any"})),
    "people-matches": (405, Example("people-matches")),
    "person-nudge": (405, Example("person-nudge", PAT, LILY)),
    "api-record": (200, Example("api-record", PAT, lambda o: DRAFT(o) | {"process": "contact"})),
    "api-action": (405, Example("api-action", PAT, lambda o: DRAFT(o) | {"process": "contact", "step": "submit"})),
}
"""Addresses that show no page: what a plain visit is answered. Early help and referrals have no action yet."""
