"""Two at the same moment: one is first, the other is told so, and nothing is done twice or lost."""

import threading
from functools import partial
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from audit.models import Event
from contacts.models import Contact
from contacts.services.draft import begin_draft
from deadlines import services as deadlines
from deadlines.models import Deadline
from tests.factories.cast import make_cast
from tests.factories.contacts import AVA, contact_at, do, draft
from tests.waiting import wait_for
from tests.workflow.seeing import MONDAY, clock, london, told, verbs
from tests.workflow.together import PATIENCE, at_once, meeting_in
from workflow import engine
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
RATIONALE = {"rationale": "The school helps"}
BREACH = london("2014-07-08 08:00")


@pytest.fixture
def everybody(transactional_db):
    """The cast, committed, for every connection to see."""
    return make_cast()


def doing(contact, step, actor, key=None, **data):
    """`step`, ready to be done from the page that `actor` has open."""
    version = contact.version
    return lambda: engine.perform(contact, step, actor, data, version, timezone.now(), key or uuid4())


def refusals(results):
    return [result for result in results if isinstance(result, Refused)]


def done(results):
    return [result for result in results if isinstance(result, Contact)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("decide_no_further_action", "decide_no_further_action"),
        ("decide_no_further_action", "decide_referral"),
        ("decide_early_help", "decide_referral"),
    ],
)
def test_of_two_managers_who_decide_at_once_one_does_and_the_other_is_told(everybody, monkeypatch, one, other):
    contact = contact_at("awaiting_decision", everybody)
    meeting_in(monkeypatch, engine, "_judge")
    results = at_once(
        doing(contact, one, everybody.dana, **RATIONALE), doing(contact, other, everybody.pat, **RATIONALE)
    )
    assert [len(done(results)), len(refusals(results))] == [1, 1], results
    [loser], winner = refusals(results), Event.about(contact).last().actor
    assert f"{winner.name} was first" in loser.sentence
    assert len(engine.Link.objects.filter(maker_id=contact.pk)) == 1


def test_of_two_who_assign_it_at_once_one_worker_has_it(everybody, monkeypatch):
    contact = contact_at("awaiting_decision", everybody)
    meeting_in(monkeypatch, engine, "_judge")
    results = at_once(
        doing(contact, "assign", everybody.dana, worker="sam", task="Ring"),
        doing(contact, "assign", everybody.emma, worker="sue", task="Ring"),
    )
    assert [len(done(results)), len(refusals(results))] == [1, 1], results
    assert len(told(contact, "assign")) == 1


def test_two_who_only_add_are_both_heard(everybody, monkeypatch):
    contact = contact_at("awaiting_decision", everybody)
    meeting_in(monkeypatch, engine, "_judge")
    results = at_once(
        doing(contact, "flag_urgent", everybody.cleo, reason="A disclosed injury"),
        doing(contact, "add_information", everybody.sam, note="The health visitor rang"),
    )
    assert len(done(results)) == 2, results
    contact.refresh_from_db()
    assert (contact.priority, contact.version) == ("urgent", 4)
    assert contact.information_added_at


def test_two_clicks_at_once_are_both_answered_as_done_and_do_it_once(everybody, monkeypatch):
    contact, key = contact_at("awaiting_decision", everybody), uuid4()
    meeting_in(monkeypatch, engine, "locked")
    click = doing(contact, "add_information", everybody.sam, key, note="The health visitor rang")
    results = at_once(click, click)
    assert len(done(results)) == 2, results
    assert verbs(contact).count("add_information") == 1


def test_a_new_contact_saved_twice_at_once_is_one_contact(everybody):
    save = partial(begin_draft, everybody.cleo, {"concerns": "A bruise"}, [], {}, timezone.now(), uuid4())
    results = at_once(save, save)
    assert len({contact.pk for contact in done(results)}) == 1, results
    assert Contact.objects.count() == 1


def test_while_one_sweeper_is_at_work_another_passes_its_clocks_by(everybody, monkeypatch):
    contact = contact_at("awaiting_decision", everybody, MONDAY)
    others = []

    def meanwhile(due, now):
        if not others:
            others.append(None)
            others.extend(at_once(impatient_sweep))
        return announced(due, now)

    announced = deadlines._announced
    monkeypatch.setattr(deadlines, "_announced", meanwhile)
    assert deadlines.sweep(BREACH) == 1
    assert others == [None, 0]
    assert told(contact, "contact_decision breached") == ["dana", "dev", "pat"]


def impatient_sweep():
    """A sweep that waits for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
    return deadlines.sweep(BREACH)


def test_many_sweepers_at_once_announce_each_stage_once(everybody):
    contacts = [contact_at("awaiting_decision", everybody, MONDAY) for _ in range(4)]
    results = at_once(*[partial(deadlines.sweep, BREACH, 2)] * 4)
    while deadlines.sweep(BREACH):
        pass
    assert not [result for result in results if isinstance(result, Exception)], results
    for contact in contacts:
        assert told(contact, "contact_decision breached") == ["dana", "dev", "pat"]


def test_a_decision_and_a_sweep_at_once_agree_on_the_clock(everybody, monkeypatch):
    contact = contact_at("awaiting_decision", everybody, MONDAY)
    meeting_in(monkeypatch, deadlines, "tell")
    late = BREACH.replace(minute=5)
    decide = partial(do, contact, "decide_no_further_action", everybody.dana, late, **RATIONALE)
    results = at_once(decide, partial(deadlines.sweep, late))
    assert not [result for result in results if isinstance(result, Exception)], results
    assert told(contact, "contact_decision breached") == ["dana", "dev", "pat"]
    assert clock(contact, "contact_decision").status(late) == Deadline.Status.MET_LATE
    assert clock(contact, "contact_decision").next_at is None


def two_about_one_child(everybody):
    """Two contacts about the same child, both waiting."""
    one = contact_at("awaiting_decision", everybody)
    known = AVA | {"who": one.children.get().person.reference}
    return one, do(draft(everybody.cleo, [known]), "submit", everybody.cleo)


def test_of_two_who_join_each_with_the_other_at_once_one_does_and_the_other_is_told(everybody, monkeypatch):
    one, other = two_about_one_child(everybody)
    meeting_in(monkeypatch, engine, "_judge")
    results = at_once(
        doing(one, "join", everybody.dana, **{"with": other.reference}),
        doing(other, "join", everybody.pat, **{"with": one.reference}),
    )
    assert [len(done(results)), len(refusals(results))] == [1, 1], results
    assert sorted(Contact.objects.values_list("state", flat=True)) == ["awaiting_decision", "closed"]
    joined = Contact.objects.get(state="closed")
    assert joined.joined_to.state == "awaiting_decision"
    [loser] = refusals(results)
    assert f"{Event.about(joined).last().actor.name} was first" in loser.sentence


def test_a_join_and_a_decision_on_the_other_at_once_leave_no_story_unread(everybody, monkeypatch):
    one, other = two_about_one_child(everybody)
    meeting_in(monkeypatch, engine, "_judge")
    results = at_once(
        doing(one, "join", everybody.dana, **{"with": other.reference}),
        doing(other, "decide_no_further_action", everybody.pat, **RATIONALE),
    )
    assert [len(done(results)), len(refusals(results))] == [1, 1], results
    one.refresh_from_db()
    assert (one.outcome == "joined") == (Contact.objects.get(pk=other.pk).state == "awaiting_decision")


def test_whoever_asks_waits_for_the_first_of_two_before_the_second_is_locked(everybody):
    one, other = two_about_one_child(everybody)
    held = threading.Event()

    def holder():
        with transaction.atomic():
            Contact.objects.select_for_update().get(pk=one.pk)
            held.set()
            wait_for(somebody_waits_for_a_lock)
            return is_free(other)

    @transaction.atomic
    def asker():
        held.wait(PATIENCE)
        return engine.locked(other, everybody.dana, Q(pk=one.pk))

    free, locked = at_once(holder, asker)
    assert (free, locked) == (True, other)


def somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def is_free(contact):
    """Whether nobody has it locked."""
    try:
        with transaction.atomic():
            return Contact.objects.select_for_update(nowait=True).filter(pk=contact.pk).get() is not None
    except OperationalError:
        return False
