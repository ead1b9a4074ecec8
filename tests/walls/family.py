"""The hidden family: first the mother, then the child, then all that was recorded about the child."""

from datetime import date, datetime, timedelta

from audit.gateway import looked_at
from contacts.models import ContactPerson
from contacts.services.draft import begin_draft
from correspondence.models import Outbox
from deadlines.services import sweep
from directory.models import Team
from people.models import (
    Address,
    Alert,
    Household,
    HouseholdMember,
    Involvement,
    NotKnown,
    Person,
    PersonName,
    ProtectedAddress,
    Relationship,
    Restriction,
    RestrictionReader,
    Search,
)  # fmt: skip
from tests.factories.cast import Cast
from tests.factories.contacts import PATHS, REFERRER, SAID, do, draft, essentials
from tests.walls.markers import WORDS, Markers
from workflow.slips import lay

TEAM, OTHER_TEAM = "assessment_1", "protection_2"
WITH_TEAMS = ("with_team_manager", "with_team")
"""The states in which a contact lies with a receiving team: with `TEAM`, whose case the child is."""
BORN = date(2009, 3, 17)
BORN_AS_WRITTEN = ("2009-03-17", "17/03/2009", "17/3/2009", "17 Mar 2009", "17 March 2009")
FULL = {
    "kind": Person.Kind.CHILD,
    "given_name": "Zaphira",
    "family_name": "Quillon",
    "birth_date": BORN,
    "sex": "F",
    "gender": "01",
    "ethnicity": "WBRI",
    "first_language": "Cornish",
    "religion": "Shaker",
    "nationality": "Manx",
    "special_needs": "Wears a brace",
    "nhs_number": "9434765919",
    "upn": "A123456789012",
    "former_upn": "B123456789012",
    "main_system_id": "M-4711",
    "school": "Hollow Lane",
}


def mother(now: datetime) -> Person:
    """The mother, who is nobody's relation and whom all may know of who work with people."""
    return Person.objects.create(kind=Person.Kind.ADULT, given_name="Orla", family_name="Brandt", recorded_at=now)


def child(of: Person, worker, now: datetime) -> Person:
    """Her daughter, with everything that can be known of a person."""
    zaphira = Person.objects.create(recorded_at=now, **FULL)
    PersonName.objects.create(person=zaphira, given_name="Zaffy", family_name="Quill")
    Address.objects.create(person=zaphira, lines="9 Hollow Lane", postcode="SL1 9ZZ", to_date=date(2014, 6, 1))
    ProtectedAddress.objects.create(person=zaphira, lines="4 Refuge Row", postcode="SL2 9ZZ", because="Her father")
    NotKnown.objects.create(person=zaphira, fact="interpreter_needed", because="Nobody answered", at=now, by=worker)
    Alert.objects.create(person=zaphira, kind=Alert.Kind.STAFF_SAFETY, text="Visit in twos", since=date(2014, 6, 1))
    household = Household.objects.create(label="Quillon")
    for one in (of, zaphira):
        HouseholdMember.objects.create(household=household, person=one)
    Relationship.objects.create(person=of, of=zaphira, kind=Relationship.Kind.MOTHER, parental_responsibility=True)
    team = Team.objects.get(slug=TEAM)
    Involvement.objects.create(person=zaphira, team=team, worker=worker, as_of=now)
    before = {"worker_name": "Wes", "to_date": date(2013, 1, 1)}
    Involvement.objects.create(person=zaphira, team=team, as_of=now, **before)
    return zaphira


def restricted(reader, opened_by, now: datetime) -> Person:
    """Another child, restricted to one reader, whom somebody once opened in an emergency."""
    xan = Person.objects.create(recorded_at=now, given_name="Xan", family_name="Orrery")
    restrict(xan, [reader], reader, now)
    RestrictionReader.objects.create(
        restriction=xan.restrictions.get(),
        user=opened_by,
        added_by=opened_by,
        added_at=now,
        until=now - timedelta(minutes=1),
        because="At the door",
    )
    return xan


def restrict(who: Person, readers, by, now: datetime) -> None:
    """Restrict somebody to these readers."""
    made = Restriction.objects.create(
        person=who, reason="A colleague's", review_on=date(2099, 1, 1), made_by=by, made_at=now
    )
    for reader in readers:
        RestrictionReader.objects.create(restriction=made, user=reader, added_by=by, added_at=now)


class Records:
    """All that can be recorded about one child: contacts in every state, what they made, notices, mail, a search."""

    def __init__(self, cast: Cast, who: Person, mother: Person, now: datetime, markers: Markers):
        self.cast, self.who, self.mother, self.now, self.markers = cast, who, mother, now, markers
        self.by_name: dict[str, object] = {}

    def begin(self, name, recorder=None, path="draft", typed=None, **said):
        """A contact about the child, brought to where `path` says."""
        told = {"received": self.now - timedelta(hours=1)} | REFERRER | essentials() | said
        told |= {"referrer_phone": "01753 000000", "referrer_address": "1 The Row"}
        known = {"person": self.who.reference, "school": "Ash Lane"} if recorder is None else FULL | {"who": "new"}
        contact = begin_draft(recorder or self.cast.cleo, told, [known], typed or {}, self.now, None)
        ContactPerson.objects.create(contact=contact, person=self.mother, part=ContactPerson.Part.PARENT)
        lay(contact)
        for step in PATHS[path]:
            contact = self.step(contact, step)
        self.by_name[name] = contact
        return contact

    def step(self, contact, step, actor=None, **said):
        """One action, by whoever usually does it; of its words only the field counts, for each is a marker."""
        said = {name: self.markers.new(WORDS) for name in SAID.get(step, {}) | said}
        worker = {"worker": self.cast.sam.username} if step in ("assign", "decide_advice") else {}
        usual = {"submit": self.cast.cleo, "complete_advice": self.cast.sam}.get(step, self.cast.dana)
        return do(contact, step, actor or usual, self.now, **worker, **said)

    def make_all(self, holder, recorder_for_others=None, with_teams=True) -> dict[str, object]:
        """One of everything, by name; by the recorder, who knows of no child, only when one is given."""
        not_known = {"address": "", "address_not_known": "Never said"}
        self.begin("draft", typed={"referrer_email": ["half@typed"]}, **not_known)
        for state in PATHS:
            if state != "draft" and (with_teams or state not in WITH_TEAMS):
                self._close_case(state == "with_team_manager")
                self.begin(str(state), path=state)
        self._close_case(False)
        if recorder_for_others:
            self.begin("submitted for others", recorder_for_others, "awaiting_decision")
        with_holder = self.begin("with the related holder", path="awaiting_decision")
        task = self.markers.new(WORDS)
        do(with_holder, "assign", self.cast.dana, self.now, worker=holder.username, task=task)
        waiting = self.begin("changed", path="with_worker")
        waiting = self.step(waiting, "return_to_tray", self.cast.sam, note="They confirm it")
        waiting = self.step(waiting, "flag_urgent", reason="A bruise")
        waiting = self.step(waiting, "add_information", note="The health visitor rang")
        self.step(waiting, "decide_no_further_action")
        self._made()
        self._looked_at()
        self._found()
        return self.by_name

    def _close_case(self, closed):
        """Whether the team closed her case today, or has it still; the one before stays as it was."""
        hers = Involvement.objects.filter(person=self.who, worker_name="")
        hers.update(to_date=self.now.date() if closed else None)

    def _made(self):
        helped = self.step(self.begin("helped", path="awaiting_decision"), "decide_early_help", rationale="They would")
        referred = self.step(self.begin("referred", path="awaiting_decision"), "decide_referral", rationale="Harm")
        self.by_name["early help"] = self.who.early_help.get()
        self.by_name["referral"] = self.who.referrals.get()
        self.by_name["no further action"] = self.by_name["changed"].no_further_action_records.get()
        assert helped.state == referred.state == "closed"

    def _looked_at(self):
        """Somebody who may has opened each of them: the trail tells of that too."""
        for record in [self.who, *self.by_name.values()]:
            looked_at(self.cast.pat, record, "page", self.now)

    def _found(self):
        self.by_name["search"] = Search.objects.create(user=self.cast.pat, text="Zaphira Quillon", at=self.now)
        every_stage(self.now)
        refused_mail(self.by_name["awaiting_decision"], self.now)


def every_stage(now: datetime) -> None:
    """Warned, breached and escalated: all that can be told of a clock has been told."""
    for later in (timedelta(hours=20), timedelta(hours=24), timedelta(hours=48)):
        sweep(now + later)


def other_family(cast: Cast, now: datetime) -> None:
    """A contact about somebody else, which everybody of the duty side sees, and of which all has been told."""
    contact = do(draft(cast.cleo, now=now), "submit", cast.cleo, now)
    every_stage(now)
    refused_mail(contact, now)


def refused_mail(about, now: datetime) -> None:
    """All the mail about a record was refused for good."""
    Outbox.about(about).update(failed_at=now, next_at=None, error="SMTPException")
