"""No part stays dead, none outlives the supervisor, and asking once is enough to stop them all."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stack.paths import CHECKOUT
from stack.state import State, alive
from tests.waiting import wait_for


class Little:
    """A running little stack."""

    def __init__(self, var: Path, *parts: str, **options):
        self.state = State(var)
        command = [sys.executable, "-m", "tests.stack.little_stack", str(var), *parts]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        self.process = subprocess.Popen(command, cwd=CHECKOUT, **pipes, **options)

    def pid(self, name: str) -> int | None:
        return self.state.read_pids().get(name)

    def until(self, line: str) -> None:
        assert any(said.strip() == line for said in self.process.stdout)

    def started(self) -> "Little":
        self.until("started")
        return self

    def forked_child(self) -> int:
        log = self.state.logs / "forker.log"
        return int(wait_for(lambda: log.exists() and log.read_text().strip()))


@pytest.fixture
def little(tmp_path):
    running: list[Little] = []

    def start(*parts: str, **options) -> Little:
        running.append(Little(tmp_path / "var", *parts, **options))
        return running[-1]

    yield start
    for stack in running:
        stack.process.kill()
        stack.process.wait()
        stack.process.stdout.close()


def all_gone(*pids: int) -> Callable[[], bool]:
    return lambda: not any(alive(pid) for pid in pids)


def test_a_killed_part_is_started_again(little):
    stack = little("sleeper").started()
    first = stack.pid("sleeper")
    os.kill(first, signal.SIGKILL)
    second = wait_for(lambda: stack.pid("sleeper") not in (None, first) and stack.pid("sleeper"))
    assert alive(second)
    stack.until("sleeper was killed by SIGKILL; starting it again.")


def test_a_killed_part_takes_what_it_forked_with_it(little):
    stack = little("forker").started()
    child = stack.forked_child()
    os.kill(stack.pid("forker"), signal.SIGKILL)
    wait_for(all_gone(child))


def test_a_killed_supervisor_leaves_no_orphan(little):
    stack = little("sleeper", "forker", "stubborn").started()
    pids = [stack.pid("sleeper"), stack.pid("forker"), stack.pid("stubborn"), stack.forked_child()]
    assert all(alive(pid) for pid in pids)
    stack.process.kill()
    stack.process.wait()
    wait_for(all_gone(*pids))


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_stops_all(little, signum):
    stack = little("sleeper", "forker").started()
    pids = [stack.pid("sleeper"), stack.pid("forker")]
    stack.process.send_signal(signum)
    assert stack.process.wait(10) == 0
    assert all_gone(*pids)()
    assert stack.state.read_pids() == {}


def test_ctrl_c_is_heard_even_when_the_shell_had_it_ignored(little):
    stack = little("sleeper", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)).started()
    stack.process.send_signal(signal.SIGINT)
    assert stack.process.wait(10) == 0


def test_a_part_that_does_not_go_is_ended(little):
    stack = little("stubborn").started()
    pid = stack.pid("stubborn")
    wait_for(lambda: "deaf" in (stack.state.logs / "stubborn.log").read_text())
    stack.process.terminate()
    assert stack.process.wait(10) == 0
    assert all_gone(pid)()


def test_a_part_that_never_starts_is_given_up_with_its_last_words(little):
    stack = little("sleeper", "broken")
    said = stack.process.communicate(timeout=30)[0]
    assert stack.process.returncode == 1
    assert "broken does not start:" in said
    assert said.count("my last words") > 1
    assert stack.state.read_pids() == {}


def test_a_second_start_in_the_same_folder_gets_one_line(little):
    first = little("sleeper").started()
    second = little("sleeper")
    said = second.process.communicate(timeout=10)[0]
    assert said == f"It already runs from this folder (process {first.process.pid}): stop that one first.\n"
    assert second.process.returncode == 1
    assert alive(first.pid("sleeper"))
