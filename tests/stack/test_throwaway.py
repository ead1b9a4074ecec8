"""The throw-away servers: private, side by side, and gone with their owner."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from stack import throwaway
from stack.paths import CHECKOUT
from stack.state import alive
from tests.waiting import wait_for

SHOW = "import json, os; print(json.dumps({**os.environ, 'PARENT': os.getppid()}), flush=True)"
WAIT = "; import signal; signal.pause()"


def start(script: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "stack", "shell", "--", sys.executable, "-c", script]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def two():
    """Two of them at once: the environment that each command was given."""
    processes = [start(SHOW + WAIT) for _ in range(2)]
    yield [json.loads(process.stdout.readline()) for process in processes]
    for process in processes:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def ask(url: str, question: str):
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]
    finally:
        connection.close()


def test_two_runs_share_nothing(two):
    for name in ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL"):
        assert two[0][name] != two[1][name]


def test_the_application_is_no_owner(two):
    assert ask(two[0]["DATABASE_URL"], "SELECT current_user") == "frontdoor_app"
    assert ask(two[0]["MIGRATION_DATABASE_URL"], "SELECT current_user") == "frontdoor_owner"
    powers = (
        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    assert ask(two[0]["DATABASE_URL"], powers) is False


def test_names_sort_alike_on_every_machine(two):
    locale = "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()"
    assert ask(two[0]["DATABASE_URL"], locale) == "b C.UTF-8"


def test_the_commands_status_is_ours():
    process = start("raise SystemExit(7)")
    process.communicate(timeout=30)
    assert process.returncode == 7


def test_a_kill_leaves_no_server_and_the_next_start_sweeps_the_folder():
    process = start(SHOW + WAIT)
    given = json.loads(process.stdout.readline())
    folder = Path(given["REDIS_URL"].removeprefix("redis+socket://").partition("?")[0]).parent.parent
    server = int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    assert alive(server)
    process.kill()
    process.communicate()
    wait_for(lambda: not alive(server))
    assert folder.exists()
    throwaway.sweep(folder.parent)
    assert not folder.exists()


def test_a_folder_in_use_is_not_swept():
    with throwaway.private_folder() as folder:
        throwaway.sweep(folder.parent)
        assert folder.exists()
    assert not folder.exists()


def test_the_folder_of_another_user_is_left_alone(tmp_path, monkeypatch):
    folder = tmp_path / f"{throwaway.PREFIX}x"
    folder.mkdir()
    (folder / "lock").touch()
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    throwaway.sweep(tmp_path)
    assert folder.exists()
