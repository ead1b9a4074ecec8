"""An office with something of everything in it, so that no page is empty."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model
from django.utils import timezone

from contacts.models import Contact
from correspondence.models import Outbox
from directory.loading import load
from directory.london import london_day
from directory.models import Team
from directory.profile import current
from directory.roles import Role
from directory.staff import grant_role, put_on_rota
from mainsystem.models import Import, ImportFile, ImportProblem
from people.models import Address, Alert, Person, ProtectedAddress, Search
from people.services.restriction import restrict
from tests.factories.cast import Cast, make_cast, make_user
from tests.factories.contacts import AVA, BEN, bare_draft, contact_at, do, draft
from tests.factories.people import alias, closed_case, open_case, person, relationship

LONG = "Mother rang at length. " * 40


@dataclass(frozen=True)
class Office:
    """Who works here, and one of each thing to look at."""

    cast: Cast

    def contact(self, state: str) -> Contact:
        """Some contact in that state."""
        return self.one_of(Contact.objects.filter(state=state))

    def one_of(self, found) -> Model:
        """The first of them; there must be one."""
        one = found.order_by("pk").first()
        assert one, f"The office lacks {found.model.__name__}"
        return one


def furnish() -> Office:
    """Make everybody and everything."""
    now = timezone.now()
    load(current(), london_day(now))
    cast = make_cast()
    make_user("Ada", Role.SYSTEM_ADMIN)
    make_user("Uma", Role.AUDITOR)
    families(cast, now)
    for state in Contact.State.values:
        contact_at(state, cast)
    decided(cast, now)
    waiting(cast, now)
    desk(cast, now)
    Search.objects.create(user=cast.pat, text="hall", at=now)
    imports(now)
    Search.objects.create(user=cast.dana, text="Ada Quill", at=now)
    return Office(cast)


def families(cast: Cast, now) -> None:
    """People on file: known, open to a team, closed lately, of one household."""
    team = Team.objects.order_by("pk").first()
    lily = person("Lily Moss", Person.Kind.CHILD, now, birth_date=date(2015, 3, 4), household="12 Elm Road")
    theo = person("Theo Moss", Person.Kind.CHILD, now, birth_date=date(2019, 9, 8), household="12 Elm Road")
    mother = person("Marta Moss", Person.Kind.ADULT, now, household="12 Elm Road")
    alias(lily, "Lilly Moss")
    relationship(mother, "parent", lily)
    open_case(lily, team, cast.sue, now)
    closed_case(theo, team, london_day(now) - timedelta(days=20), now)
    since = london_day(now) - timedelta(days=30)
    for kind in (Alert.Kind.STAFF_SAFETY, Alert.Kind.COMMUNICATION):
        Alert.objects.create(person=lily, kind=kind, text="Visit in twos", since=since, review_on=since)
    Address.objects.create(person=lily, lines="12 Elm Road")
    ProtectedAddress.objects.create(person=lily, lines="4 Refuge Row", because="Her father looks for her")
    restrict(
        person("Ada Quill", Person.Kind.CHILD, now), [cast.pat], "A colleague's child", date(2099, 1, 1), cast.pat, now
    )


def decided(cast: Cast, now) -> None:
    """What decisions make, and a contact about a child of an open case."""
    lily = Person.objects.get(given_name="Lily")
    for step in ("decide_early_help", "decide_referral"):
        contact = do(draft(cast.cleo, (BEN,), now - timedelta(hours=3)), "submit", cast.cleo)
        do(contact, step, cast.dana, rationale=LONG)
    known = draft(cast.cleo, (AVA | {"who": lily.reference}, BEN), now - timedelta(hours=2), concerns=LONG)
    do(known, "submit", cast.cleo)
    kept_secret = draft(cast.pat, (AVA | {"who": Person.objects.get(given_name="Ada").reference},), now)
    do(kept_secret, "submit", cast.pat)


def waiting(cast: Cast, now) -> None:
    """The rest of a tray: urgent, late, hardly filled in, prioritised."""
    late = draft(cast.cleo, (BEN,), now - timedelta(days=3))
    late = do(late, "submit", cast.cleo, now - timedelta(days=3))
    do(late, "prioritise", cast.pat, priority=Contact.Priority.EARLY_HELP)
    bare_draft(cast.cleo, concerns="A caller who would not say more")
    urgent = bare_draft(cast.cleo, urgent="yes", urgent_reason="A child alone in the street", anonymous=True)
    do(urgent, "submit", cast.cleo)


def desk(cast: Cast, now) -> None:
    """Cover, a rota, and an e-mail that was refused for good."""
    grant_role(cast.sam, Role.CSO, now, now + timedelta(days=2), cast.pat, now)
    put_on_rota(cast.dana, Role.DUTY_MANAGER, london_day(now), cast.pat, now)
    refused = Outbox.objects.order_by("pk").values("pk")[:1]
    Outbox.objects.filter(pk__in=refused).update(failed_at=now, next_at=None, error="SMTPRecipientsRefused")


def imports(now) -> None:
    """An extract that was read, with faults in it, and one of which half has been read."""
    figures = {"made": 900, "refused": 8, "partly": 1, "size": 1000}
    done = Import.objects.create(as_of=now, started_at=now, finished_at=now, state=Import.State.DONE)
    file = ImportFile.objects.create(of=done, table="person", offset=1000, **figures)
    one = file.kinds.create(column="pers_dob", why="No date", count=1)
    eight = file.kinds.create(column="", why="More or fewer cells than columns", refused=True, count=8)
    one.problems.create(line=7)
    ImportProblem.objects.bulk_create(ImportProblem(kind=eight, line=line) for line in range(10, 18))
    reading = Import.objects.create(as_of=now, started_at=now, state=Import.State.READING)
    ImportFile.objects.create(of=reading, table="person", offset=500, **figures)
