"""What `make run` says before it starts anything."""

import socket
import subprocess
import sys

import pytest

from stack.environment import own_stack_environment
from stack.paths import CHECKOUT, socket_folder


def run(var, port) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "stack", "run"]
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
