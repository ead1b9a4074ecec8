"""Where a house is put, and how it is waited for."""

import socket
from itertools import pairwise

import pytest
from django.conf import settings as settings_now

from tests import waiting
from tests.resilience import house
from tests.resilience.house import EACH, free_port
from tests.waiting import FIRST_STEP, LONGEST_STEP, wait_for

GIVEN_OUT_BY_THE_SYSTEM = 32_768


@pytest.mark.parametrize("worker", ["gw0", "gw1", "gw7", "gw40"])
def test_its_port_is_one_of_its_own_process_and_none_that_the_system_gives_out(monkeypatch, worker):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
    port = free_port()
    assert 20_000 <= port < GIVEN_OUT_BY_THE_SYSTEM
    monkeypatch.setenv("PYTEST_XDIST_WORKER", f"gw{int(worker[2:]) + 1}")
    assert free_port() // EACH != port // EACH


def test_a_port_that_is_taken_is_left_out():
    with socket.create_server(("127.0.0.1", free_port())) as other:
        assert free_port() != other.getsockname()[1]


def test_what_takes_long_is_asked_less_and_less_often(monkeypatch):
    slept = []
    monkeypatch.setattr(waiting.time, "sleep", slept.append)
    wait_for(lambda: len(slept) >= 20)
    assert slept[0] == FIRST_STEP
    assert slept[-1] == LONGEST_STEP
    assert all(early <= late for early, late in pairwise(slept))


def test_all_of_these_go_to_one_process(request):
    here = [item for item in request.session.items if item.path.parent == request.path.parent]
    assert {item.get_closest_marker("xdist_group").args for item in here} == {("house",)}
    elsewhere = [item for item in request.session.items if item.path.parent.name not in ("resilience", "journeys")]
    assert not [item for item in elsewhere if item.get_closest_marker("xdist_group")]


def test_the_tasks_that_a_house_is_sent_are_those_of_the_beat():
    beat = {entry["task"] for entry in settings_now.CELERY_BEAT_SCHEDULE.values()}
    assert set(house.TASKS.values()) <= beat
