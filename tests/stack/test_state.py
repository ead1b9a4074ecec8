"""What a stack keeps in its folder."""

import json
import os
import socket
import stat
import subprocess
import time

import pytest

from stack import state
from stack.state import State, alive, began, complain_about_port


@pytest.fixture
def held(tmp_path):
    folder = State(tmp_path / "var")
    folder.hold()
    return folder


def test_a_secret_is_made_once_and_read_by_its_owner_only(held):
    first = held.secret("secret_key")
    assert len(first) >= 50
    assert held.secret("secret_key") == first
    assert stat.S_IMODE((held.var / "secret_key").stat().st_mode) == 0o600


def test_a_long_log_is_put_aside(held, monkeypatch):
    monkeypatch.setattr(state, "LOG_LIMIT", 10)
    held.log("web").write_text("more than ten bytes")
    assert not held.log("web").exists()
    assert (held.logs / "web.log.old").read_text() == "more than ten bytes"


def test_who_runs_is_replaced_whole(held):
    held.write_pids({"web": 12})
    assert json.loads(held.pids.read_text()) == {"web": 12}
    assert [file.name for file in held.var.glob("pids*")] == ["pids.json"]


def test_a_damaged_list_of_who_runs_counts_as_none(held):
    held.pids.write_text("{")
    assert held.read_pids() == {}


def test_a_process_that_is_dead_and_not_yet_reaped_does_not_live():
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not alive(child.pid)
    child.wait()
    assert alive(os.getpid())


def test_waiting_for_predecessors_ends_when_they_are_gone(held):
    child = subprocess.Popen(["sleep", "0.2"])
    held.write_pids({"postgres": child.pid})
    held.wait_for_predecessors(patience=10)
    assert not alive(child.pid)
    child.wait()


def test_a_process_that_began_after_the_note_is_none_of_ours(held):
    child = subprocess.Popen(["sleep", "60"])
    try:
        held.write_pids({"postgres": child.pid})
        assert held.predecessors() == {child.pid}
        long_ago = began(child.pid) - 5
        os.utime(held.pids, (long_ago, long_ago))
        assert held.predecessors() == set()
    finally:
        child.kill()
        child.wait()


def test_when_a_process_began_is_known_to_a_second():
    before = time.time()
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert before - 1.5 <= began(child.pid) <= time.time() + 1.5
    child.wait()
    assert began(child.pid) is None


def test_a_busy_port_gets_one_line():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            SystemExit, match=f"^Port {port} is in use: stop what uses it, or choose another: make run PORT"
        ):
            complain_about_port(port)
    complain_about_port(port)
