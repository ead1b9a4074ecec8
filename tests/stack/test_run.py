"""What `make run` says before it starts anything."""

import socket
import subprocess
import sys

import pytest

from stack.environment import own_stack_environment
from stack.paths import CHECKOUT, socket_folder
from stack.run import main
from stack.state import State


def run(var, port, *arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "stack", *(arguments or ["run"])]
    environment = own_stack_environment(var, port)
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=30)


def test_a_busy_port_gets_one_line_before_anything_starts(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = run(tmp_path, other.getsockname()[1])
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "is in use" in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["lock", "log"]


@pytest.mark.parametrize("var", ["", "made/by/nothing/yet"])
def test_a_command_before_anything_was_made_gets_one_line(tmp_path, var):
    done = run(tmp_path / var, 8000, "manage", "demo")
    assert done.returncode == 1
    assert done.stderr == "There is no database yet: `make run` makes it.\n"


def test_the_port_is_looked_at_when_whoever_was_killed_here_has_let_it_go(tmp_path, monkeypatch):
    done = []
    monkeypatch.setenv("STACK_VAR", str(tmp_path))
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setattr(State, "wait_for_predecessors", lambda state: done.append("waited"))
    monkeypatch.setattr("stack.run.complain_about_port", lambda port: done.append("looked"))
    monkeypatch.setattr("stack.run.Stack.run", lambda stack: done.append("ran"))
    main([])
    assert done == ["waited", "looked", "ran"]


@pytest.mark.parametrize("port", ["", "http", "0", "70000"])
def test_a_port_that_is_none_gets_one_line(tmp_path, port):
    done = run(tmp_path, port)
    assert done.returncode == 1
    assert done.stderr == f"PORT must be a number between 1 and 65535, not {port!r}.\n"


def test_a_long_path_gets_a_short_folder_for_its_socket(tmp_path):
    long = tmp_path / ("x" * 60) / ("y" * 60)
    short = socket_folder(long, ".s.PGSQL.5432")
    assert len(bytes(short)) < 60
    assert short == socket_folder(long, ".s.PGSQL.5432")
    assert short != socket_folder(long / "other", ".s.PGSQL.5432")
    assert socket_folder(tmp_path, "s") == tmp_path
