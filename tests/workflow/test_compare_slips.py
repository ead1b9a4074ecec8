"""Every night the trays are compared with the records, as both stood at one moment."""

import threading

import pytest
from celery.schedules import crontab
from django.conf import settings as settings_now
from django.db import InternalError, connection

from audit.models import Heartbeat
from tests.factories.cast import make_cast
from tests.factories.contacts import contact_at, do
from workflow import slips, tasks
from workflow.models import Slip
from workflow.process import process_named
from workflow.slips import open_records

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def contact(cast):
    return contact_at("awaiting_decision", cast)


def figure() -> int:
    return Heartbeat.objects.get(loop="slips").figure


def test_it_says_how_many_are_wrong_and_logs_which(contact, caplog):
    tasks.compare_slips()
    assert figure() == 0
    Slip.about(contact).update(rank=0)
    tasks.compare_slips()
    assert figure() == 1
    assert [record.getMessage() for record in caplog.records if record.name == "workflow.tasks"] == [
        f"trays: the slip of contact {contact.reference} is wrong"
    ]


def test_what_people_do_meanwhile_is_not_found_wrong(cast, contact, monkeypatch):
    """In the middle of the comparison, when the slips were read and the records were not, Dana makes it urgent."""

    def acted(process):
        colleague = threading.Thread(target=flags)
        colleague.start()
        colleague.join()
        return open_records(process)

    def flags():
        do(contact, "flag_urgent", cast.dana, reason="The child is alone tonight")
        connection.close()

    monkeypatch.setattr(tasks, "processes", lambda: [process_named("contact")])
    monkeypatch.setattr(slips, "open_records", acted)
    tasks.compare_slips()
    assert figure() == 0
    contact.refresh_from_db()
    assert contact.priority == "urgent"


def test_it_can_change_nothing(contact, monkeypatch):
    def writes(process):
        Slip.about(contact).delete()

    monkeypatch.setattr(tasks, "wrong_slips", writes)
    with pytest.raises(InternalError, match="read-only"):
        tasks.compare_slips()
    assert not Heartbeat.objects.filter(loop="slips").exists()


def test_it_comes_at_night():
    assert settings_now.CELERY_BEAT_SCHEDULE["compare-slips"]["schedule"] == crontab(hour=2, minute=30)
