"""A demo as the command makes it: records, slips, clocks and notices agree with each other and with the clock."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count, F, Q

from accounts.models import User
from audit.models import Access, Event
from contacts.models import Contact, EarlyHelp, EssentialAnswer, NoFurtherActionRecord
from contacts.services.essential import missing
from correspondence.models import Notice, Outbox
from deadlines.models import Deadline
from deadlines.services import next_stage_due
from directory.models import Rota
from directory.profile import current
from directory.roles import Role
from people.models import Involvement, Person
from referrals.models import Referral
from tests.factories.cast import signed_in
from workflow.models import Decision, Slip
from workflow.process import processes
from workflow.slips import wrong_slips

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_every_open_item_has_the_slip_that_its_record_says():
    assert [wrong for process in processes() for wrong in wrong_slips(process)] == []


def test_there_are_150_contacts_of_which_25_lie_in_the_duty_tray():
    assert Contact.objects.count() == 150
    assert Slip.objects.filter(process="contact", tray="duty").count() == 25
    assert Slip.objects.filter(process="contact", tray="intake").count() == 9
    assert Slip.objects.filter(process="contact", holder__isnull=False).count() == 13
    assert Slip.objects.filter(process="contact", team__isnull=False).count() == 3


def test_every_state_and_every_outcome_is_there():
    assert set(Contact.objects.values_list("state", flat=True)) == set(Contact.State.values)
    closed = Contact.objects.filter(state=Contact.State.CLOSED)
    assert set(closed.values_list("outcome", flat=True)) == set(Contact.Outcome.values)
    assert NoFurtherActionRecord.objects.count() >= 50
    assert EarlyHelp.objects.count() == 12 and Referral.objects.count() >= 9


def test_everything_that_a_duty_team_does_was_done():
    done = set(Event.objects.values_list("verb", flat=True))
    assert done >= {
        "record", "saved", "submit", "flag_urgent", "prioritise", "assign", "return_to_tray", "add_information",
        "correct_receipt", "decide_no_further_action", "decide_early_help", "decide_referral", "decide_advice",
        "complete_advice", "authorise", "send_back", "reopen", "discard", "pass_to_team", "acknowledge",
        "send_to_team_manager", "join",
    }  # fmt: skip


def test_nothing_lies_in_the_future_and_each_contact_begins_in_the_fortnight(demo):
    now = Event.objects.get(verb="make_demo").at
    for model, name in ((Event, "at"), (Access, "at"), (Notice, "at"), (Contact, "changed_at")):
        assert not model._base_manager.filter(**{f"{name}__gt": now}).exists()
    assert not Contact.objects.filter(received_at__lt=now - timedelta(days=15)).exists()


def test_the_history_of_every_contact_is_in_order():
    contacts = Event.objects.filter(content_type__model="contact").order_by("object_id", "pk")
    last = {}
    for event in contacts:
        assert last.get(event.object_id, event.at) <= event.at
        last[event.object_id] = event.at


def test_field_history_has_the_time_of_its_event():
    times = dict(Event.objects.values_list("pk", "at"))
    for row in Contact.history.all():
        assert row.history_date == times[row.history_change_reason]


def test_every_stage_was_announced_within_a_beat_of_its_moment():
    """Or of what set its clock after that: typed in after a night unread, receipt put right, given back, joined."""
    beat = timedelta(seconds=15)
    sets = ("record", "correct_receipt", "return_to_duty", "joined")
    for stage, moment in (("warned_at", "warn_at"), ("breached_at", "due_at"), ("escalated_at", "escalate_at")):
        told = Deadline.objects.filter(**{f"{stage}__isnull": False})
        assert told.exists()
        assert not told.filter(**{f"{stage}__lt": F(moment)}).exists()
        for clock in told.filter(**{f"{stage}__gt": F(moment) + beat}):
            known = Event.objects.filter(content_type=clock.content_type, object_id=clock.object_id)
            known = known.filter(verb__in=sets, at__gt=getattr(clock, moment))
            announced = getattr(clock, stage)
            assert known.filter(at__gte=announced - beat, at__lte=announced).exists(), (stage, clock)


def test_no_announcement_is_owed():
    assert next_stage_due() > Event.objects.get(verb="make_demo").at


def test_a_few_are_breached_and_most_are_not():
    now = Event.objects.get(verb="make_demo").at
    open_late = Deadline.objects.running().filter(rule="contact_decision", due_at__lt=now).count()
    late = Deadline.objects.filter(rule="contact_decision", met_at__gt=F("due_at")).count()
    assert 4 <= open_late <= 7
    assert 4 <= late <= 12


def test_nobody_is_flooded_with_notices():
    unread = Notice.objects.unread().values("user").annotate(count=Count("pk")).values_list("count", flat=True)
    assert unread and max(unread) <= 45


def test_no_mail_waits_for_sending():
    assert Outbox.objects.exists()
    assert not Outbox.objects.filter(next_at__isnull=False).exists()


def test_what_was_submitted_without_being_urgent_has_all_its_essential_information():
    submitted = Contact.objects.exclude(state=Contact.State.DRAFT).exclude(priority=Contact.Priority.URGENT)
    submitted = submitted.exclude(outcome=Contact.Outcome.RECORDED_IN_ERROR)
    assert not [contact.reference for contact in submitted if missing(contact)]


def test_urgent_ones_and_drafts_have_gaps():
    gaps = [c for c in Contact.objects.filter(Q(state=Contact.State.DRAFT) | Q(priority="urgent")) if missing(c)]
    assert len(gaps) > 8
    assert EssentialAnswer.objects.exclude(not_known_because="").count() > 150


def test_some_children_were_known_and_some_are_known_to_a_team():
    on_contacts = Involvement.objects.filter(person__on_contacts__isnull=False)
    assert on_contacts.filter(to_date=None).exists() and on_contacts.filter(to_date__isnull=False).exists()
    several = Person.objects.annotate(count=Count("on_contacts")).filter(count__gt=1)
    assert several.count() >= 10


def test_known_numbers_are_of_the_range_that_no_patient_has():
    numbers = Person.objects.exclude(nhs_number="").values_list("nhs_number", flat=True)
    assert numbers and all(number.startswith("999") for number in numbers)


def test_no_placeholder_is_left_in_what_people_wrote():
    for words in Decision.objects.values_list("words", flat=True):
        assert not any("[" in text or "{" in text for text in words.values())


def test_every_post_and_every_role_has_somebody_who_can_sign_in(settings):
    settings.DEBUG = True
    listed = StringIO()
    call_command("demo", "--list", stdout=listed)
    lines = listed.getvalue().splitlines()
    titles = current().role_titles
    assert len(lines) == sum(post.count for post in current().posts) + 13
    for role in Role:
        assert role == Role.PARTNER or titles[role] in listed.getvalue()


def test_the_rota_names_the_desk_for_every_day_of_the_fortnight(demo):
    assert Rota.objects.filter(role=Role.DUTY_SOCIAL_WORKER).values("day").distinct().count() == 29


def test_a_fresh_demo_is_left_alone(settings, django_assert_max_num_queries):
    settings.DEBUG = True
    references = set(Contact.objects.values_list("reference", flat=True))
    with django_assert_max_num_queries(3):
        call_command("demo", "--if-stale")
    assert set(Contact.objects.values_list("reference", flat=True)) == references


def test_an_auditor_finds_who_looked_at_a_neighbour_first(settings):
    settings.DEBUG = True  # without it no demo user is let in
    auditor = User.objects.get(grants__role=Role.AUDITOR)
    first = signed_in(auditor).get("/audit/looks/").context["rows"][0]
    assert "own postcode" in first["unusual"]
