"""When READY may be said."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from stack.readiness import Readiness, ticked_since

BEGAN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def health(tick: str) -> bytes:
    return json.dumps({"status": "ok", "heartbeats": {"tick": tick}}).encode()


def test_a_tick_of_this_start_counts():
    assert ticked_since(health((BEGAN + timedelta(seconds=1)).isoformat()), BEGAN)


def test_a_tick_of_the_last_start_does_not():
    assert not ticked_since(health((BEGAN - timedelta(seconds=1)).isoformat()), BEGAN)


def test_a_tick_written_in_london_time_is_compared_as_an_instant():
    assert not ticked_since(health("2026-11-02T09:30:00+01:00"), BEGAN)


@pytest.mark.parametrize(
    "body", [b"", b"<h1>Server error</h1>", b"{}", b"[]", b'{"heartbeats": null}', health(None), health("soon")]
)
def test_anything_else_is_no_tick(body):
    assert not ticked_since(body, BEGAN)


def test_the_page_comes_before_the_tick(monkeypatch):
    answers = {"/sign-in/": (503, b""), "/health/ready": (200, health((BEGAN + timedelta(seconds=1)).isoformat()))}
    monkeypatch.setattr("stack.readiness.get", lambda port, path: answers[path])
    readiness = Readiness(8000, BEGAN)
    assert not readiness.reached()
    assert readiness.missing == "the sign-in page"
    answers["/sign-in/"] = (200, b"")
    assert readiness.reached()


def test_nobody_there_is_not_ready():
    assert not Readiness(1, BEGAN).reached()
