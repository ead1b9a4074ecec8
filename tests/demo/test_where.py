"""Where a demo is made, and where it must not be."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone

from contacts.models import Contact
from demo import making
from demo.database import Refused, is_stale
from demo.stories import stories_until
from tests.factories.cast import make_user
from workflow.engine import open_record

FEW = 4


@pytest.fixture
def few_stories(settings, monkeypatch):
    """A demo of the first few stories, quickly made."""
    settings.DEBUG = True
    monkeypatch.setattr(making, "stories_until", lambda now, crew: stories_until(now, crew)[:FEW])


def contact_of(user):
    """A contact that `user` recorded, or nobody."""
    now = timezone.now()
    return open_record(Contact(state=Contact.State.DRAFT, received_at=now), user, now)


@pytest.mark.django_db
def test_without_debug_there_is_none():
    with pytest.raises(CommandError, match="No demo without DEBUG"):
        call_command("demo")


@pytest.mark.django_db
def test_beside_a_user_who_is_not_the_demos_there_is_none(few_stories):
    make_user("Real Rachel")
    with pytest.raises(CommandError, match="1 users who are not the demo's"):
        call_command("demo")
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_beside_a_contact_that_no_demo_user_recorded_there_is_none(few_stories):
    contact_of(None)
    with pytest.raises(CommandError, match="1 contacts that no demo user recorded"):
        call_command("demo")
    assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_a_start_beside_real_data_says_so_in_one_line_and_goes_on(few_stories):
    make_user("Real Rachel")
    said = StringIO()
    call_command("demo", "--if-stale", stderr=said)
    assert said.getvalue().count("\n") == 1 and "No demo here" in said.getvalue()


@pytest.mark.django_db
def test_one_older_than_a_day_is_stale(few_stories):
    now = timezone.now()
    assert is_stale(now)
    making.make(now, processes=1)
    assert not is_stale(now + timedelta(hours=23))
    assert is_stale(now + timedelta(hours=25))


@pytest.mark.django_db(transaction=True)
def test_one_made_afresh_takes_everything_recorded_in_the_last_one_away(few_stories):
    call_command("demo", stdout=StringIO())
    names = set(get_user_model().objects.values_list("username", flat=True))
    before = set(Contact.objects.values_list("reference", flat=True))
    contact_of(get_user_model().objects.first())
    call_command("demo", stdout=StringIO())
    assert Contact.objects.count() == FEW
    assert not before & set(Contact.objects.values_list("reference", flat=True))
    assert set(get_user_model().objects.values_list("username", flat=True)) == names


@pytest.mark.django_db(transaction=True)
def test_the_last_one_stays_when_the_owner_is_not_known(few_stories, monkeypatch):
    call_command("demo", stdout=StringIO())
    monkeypatch.delenv("MIGRATION_DATABASE_URL")
    with pytest.raises(Refused, match="MIGRATION_DATABASE_URL"):
        making.make(timezone.now())
    assert Contact.objects.count() == FEW


@pytest.mark.django_db
def test_another_authority_has_a_demo_too(few_stories, settings):
    settings.AUTHORITY = "kent"
    making.make(timezone.now(), processes=1)
    assert Contact.objects.count() == FEW
