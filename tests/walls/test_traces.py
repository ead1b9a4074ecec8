"""No name, date of birth or free text in an address, a log line, a cache, a Celery message or a subject (rule 6)."""

import inspect
import re

from django.apps import apps
from django.conf import settings

from frontdoor.celery import app
from tests.walls.family import BORN_AS_WRITTEN
from tests.walls.markers import MARKER

OURS = {app.label for app in apps.get_app_configs() if not app.path.startswith(str(settings.BASE_DIR / ".venv"))}


def told_of(text):
    """What of the families stands in `text`."""
    names = re.findall(r"\b(?:Ava|Hall|Zaphira|Quillon|Orla|Brandt|Robin|Hollow)\b", text)
    return [*MARKER.findall(text), *names, *(day for day in BORN_AS_WRITTEN if day in text)]


def test_something_was_left_to_look_at(tour):
    assert len(tour.addresses) > 50
    assert len(tour.lines) > 50
    assert len(tour.subjects) > 10
    assert [text for text in tour.in_redis if "sweep" in text]


def test_no_address_and_no_title_holds_a_word(tour):
    assert not [address for address in tour.addresses if told_of(address)]


def test_no_log_line_holds_a_word(tour):
    assert not [line for line in tour.lines if told_of(line)]


def test_no_cache_key_or_value_holds_a_word(tour):
    assert not [text for text in tour.cached if told_of(text)]


def test_no_subject_holds_a_word_or_a_reference(tour):
    assert set(tour.subjects) == {"Front door: you have notices"}


def test_no_request_sends_a_message(tour):
    assert tour.messages == []


def test_redis_holds_no_word(tour):
    assert not [text for text in tour.in_redis if told_of(text)]


def test_a_task_is_given_numbers_at_most():
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if name.split(".")[0] in OURS]
    assert ours
    for task in ours:
        given = inspect.signature(task.run).parameters.values()
        assert all(parameter.annotation is int for parameter in given), task.name


def test_the_beat_sends_no_argument():
    for name, entry in app.conf.beat_schedule.items():
        assert not entry.get("args"), name
        assert not entry.get("kwargs"), name
