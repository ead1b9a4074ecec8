"""No name, date of birth or free text in an address, a log line, a cache, a Celery message or a subject (rule 6)."""

import inspect
import re
from dataclasses import dataclass, field
from unittest.mock import patch

import pytest
import redis
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.db import connection

from correspondence.models import Outbox
from correspondence.outbox import relay
from frontdoor.celery import app
from tests.oracle.stage import undone
from tests.walls.family import BORN_AS_WRITTEN
from tests.walls.markers import MARKER
from tests.walls.readers import Reader
from tests.walls.routes import asks, routes
from tests.walls.visits import Browsers, logged
from tests.walls.world import NOON, World

OURS = {app.label for app in apps.get_app_configs() if not app.path.startswith(str(settings.BASE_DIR / ".venv"))}
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "data-url")


@dataclass
class Traces:
    """What was left behind while everything was asked for by somebody who may, and by somebody who may not."""

    lines: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    messages: list[object] = field(default_factory=list)
    cached: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    in_redis: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def traces(standing_still):
    """Everything is asked for, right and wrong; then the mail goes out."""
    left = Traces()

    def sent(task, args=None, kwargs=None, **options):
        left.messages.append((task.name, args, kwargs))

    with standing_still(), logged() as left.lines, patch("celery.app.task.Task.apply_async", sent):
        world, browsers = World(), Browsers()
        world.add_child()
        world.add_records()
        for user in (world.cast.pat, world.cast.cleo, world.cast.nosy):
            reader = Reader(user.username, user)
            browsers.sign_in(reader)
            for route in routes():
                for ask in asks(route, world.named):
                    with undone():
                        note(left, browsers.ask(reader, ask))
                        left.cached += cached()
        relay(NOON)
        left.subjects = list(Outbox.behind_walls.values_list("subject", flat=True))
    left.in_redis = in_redis()
    return left


def note(left, answer):
    """Where the answer led, and every address on its page."""
    left.addresses |= {address for address, _ in getattr(answer, "redirect_chain", [])}
    page = BeautifulSoup(answer.content, "html.parser")
    for name in ADDRESSES:
        left.addresses |= {tag[name] for tag in page.select(f"[{name}]")}
    left.addresses |= {tag["content"] for tag in page.select("meta[http-equiv=refresh]")}
    left.addresses |= {tag.get_text() for tag in page.select("title")}


def cached():
    """Every key and value of the cache, which is a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key || ' ' || value FROM throttles")
        return [text for (text,) in cursor.fetchall()]


def in_redis():
    """Every key and value in Redis, whatever its type."""
    broker = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    keys = list(broker.scan_iter())
    dumped = [broker.dump(key) or b"" for key in keys]
    broker.close()
    return [*keys, *dumped]


def told_of(text):
    """What of the families stands in `text`."""
    names = re.findall(r"\b(?:Ava|Hall|Zaphira|Quillon|Orla|Brandt|Robin|Hollow)\b", text)
    return [*MARKER.findall(text), *names, *(day for day in BORN_AS_WRITTEN if day in text)]


def test_something_was_left_to_look_at(traces):
    assert len(traces.addresses) > 50
    assert len(traces.lines) > 50
    assert len(traces.subjects) > 10


def test_no_address_and_no_title_holds_a_word(traces):
    assert not [address for address in traces.addresses if told_of(address)]


def test_no_log_line_holds_a_word(traces):
    assert not [line for line in traces.lines if told_of(line)]


def test_no_cache_key_or_value_holds_a_word(traces):
    assert not [text for text in traces.cached if told_of(text)]


def test_no_subject_holds_a_word_or_a_reference(traces):
    assert set(traces.subjects) == {"Front door: you have notices"}


def test_no_request_sends_a_message(traces):
    assert traces.messages == []


def test_redis_holds_no_word(traces):
    assert not [text for text in traces.in_redis if told_of(text.decode("utf-8", "replace"))]


def test_a_task_is_given_numbers_at_most():
    ours = [task for name, task in app.tasks.items() if name.split(".")[0] in OURS]
    assert ours
    for task in ours:
        given = inspect.signature(task.run).parameters.values()
        assert all(parameter.annotation is int for parameter in given), task.name


def test_the_beat_sends_no_argument():
    for name, entry in app.conf.beat_schedule.items():
        assert not entry.get("args"), name
        assert not entry.get("kwargs"), name
