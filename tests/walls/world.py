"""The world in three steps: without the child, with her, and with all that was recorded about her."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from correspondence.models import Outbox
from correspondence.undelivered import leave
from directory.models import DirectoryEntry, OfficeHours, Rota, Team
from directory.roles import Role
from directory.services import join_team
from mainsystem.models import Import
from people.models import Person
from people.references import new_reference
from tests.factories.cast import Cast, make_cast, make_user
from tests.walls import family
from tests.walls.asks import Named
from tests.walls.markers import Markers

NOON = datetime(2014, 7, 8, 12, 0, tzinfo=UTC)
RECORDS = (
    "draft", "awaiting_decision", "with_worker", "with_team_manager", "with_team", "advice_in_progress",
    "awaiting_authorisation", "closed",
    "submitted for others", "with the related holder", "changed", "helped", "referred",
    "early help", "referral", "no further action",
)  # fmt: skip


@dataclass
class World:
    """Who is there, and what there is so far."""

    cast: Cast = field(default_factory=make_cast)
    markers: Markers = field(default_factory=Markers)
    named: Named = None
    child: Person = None
    duplicate: Person = None

    def __post_init__(self):
        ours = Team.objects.create(slug=family.TEAM, name="Assessment 1")
        Team.objects.create(slug=family.OTHER_TEAM, name="Protection 2")
        self.theo = make_user("Theo", Role.TEAM_MANAGER)
        join_team(self.theo, ours, NOON - timedelta(days=9))
        family.other_family(self.cast, NOON)
        self.mother = family.mother(NOON)
        self.recorder = make_user("Recorder", Role.RECEPTION)
        self.holder = make_user("Holder", Role.DUTY_SOCIAL_WORKER)
        self.house = make_user("House", Role.SYSTEM_ADMIN, Role.AUDITOR)
        self.markers.leave_as_they_are()
        self.named = Named(
            references={name: new_reference() for name in RECORDS},
            search_key=new_reference(),
            child=new_reference(),
            mother=self.mother.reference,
            closed=new_reference(),
            words=("Qz9001x", "Qz9002x", "Qz9003x", "9434765919", "Qz9005x"),
            pk=self._settings(),
        )

    def _settings(self):
        turn = Rota.objects.create(day=date(2014, 7, 7), role=Role.DUTY_MANAGER, user=self.cast.dana)
        hours = OfficeHours.objects.create(calendar="office", weekday=5, opens=time(9), closes=time(12))
        DirectoryEntry.objects.get_or_create(slug="mash", defaults={"name": "MASH", "numbers": "0345 155 1071"})
        grant = self.cast.sam.grants.get()
        begun = Import.objects.create(as_of=NOON, started_by=self.house, started_at=NOON)
        rows = dict.fromkeys(("mail", "alert", "tie", "member", "protected", "name", "address"), 0)
        there = {"user": self.cast.sam, "grant": grant, "turn": turn, "hours": hours, "import": begun}
        return rows | {name: row.pk for name, row in there.items()}

    def add_child(self) -> None:
        """Now she exists, and a duplicate of her that was found to be the same."""
        self.child = family.child(self.mother, self.cast.sam, NOON)
        self.duplicate = Person.objects.create(given_name="Z", family_name="Q", identity=self.child, recorded_at=NOON)
        closed = family.restricted(self.cast.pat, self.cast.dana, NOON)
        self.markers.mark_new()
        self.child.refresh_from_db()
        self.named.closed = closed.reference
        self.named.pk |= {
            "alert": self.child.alerts.get().pk,
            "tie": self.child.related.get().pk,
            "member": self.child.memberships.get().pk,
            "name": self.child.names.get().pk,
            "address": self.child.addresses.get().pk,
            "protected": self.child.protected_addresses.get().pk,
        }
        other = self.child.names.get()
        self.named.child = self.child.reference
        self.named.words = (
            self.child.given_name, self.child.family_name, other.given_name, self.child.nhs_number, self.child.upn,
        )  # fmt: skip

    def add_records(self, for_others=False, with_teams=True) -> None:
        """Now all is recorded about her; by the receptionist about another, and passed to her team, as is asked for."""
        records = family.Records(self.cast, self.child, self.mother, NOON, self.markers)
        by_name = records.make_all(self.holder, self.recorder if for_others else None, with_teams)
        self.named.references |= {name: by_name[name].reference for name in RECORDS if name in by_name}
        self.named.search_key = by_name["search"].key
        refused, left, *_ = Outbox.about(by_name["awaiting_decision"]).unsettled().order_by("pk")
        leave(left, self.house, NOON)
        self.named.pk["mail"] = refused.pk
        self.markers.mark_new()
