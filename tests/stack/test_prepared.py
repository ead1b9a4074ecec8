"""Whether Django has anything left to prepare, told without starting it."""

from datetime import UTC, datetime, timedelta

import pytest

from stack import notes, prepared
from stack.throwaway import private_folder, running_servers

DEMO = {"DEBUG": "1", "AUTHORITY": "slough"}


@pytest.fixture(scope="module")
def server():
    with private_folder() as folder, running_servers(folder) as (cluster, _):
        yield cluster


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one app and one profile."""
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    for folder in ("people", "profiles", "frontdoor", "tests"):
        (tmp_path / folder).mkdir()
    (tmp_path / "people" / "apps.py").write_text("")
    (tmp_path / "profiles" / "slough.toml").write_text("")
    monkeypatch.setattr(prepared, "CHECKOUT", tmp_path)
    return tmp_path


@pytest.fixture
def cluster(server, checkout):
    """A database that was prepared by this checkout an hour ago."""
    notes.write(server, **{prepared.NOTE: None})
    prepared.remember(server, DEMO, answer(timedelta(hours=23)))
    return server


def answer(left: timedelta, holds: bool = True) -> dict:
    return {"holds": holds, "until": (datetime.now(UTC) + left).isoformat(), "sign_ins": "cleo"}


def test_what_was_prepared_holds(cluster):
    assert prepared.sign_ins(cluster, DEMO) == "cleo"


def test_an_old_demo_is_made_again(cluster):
    prepared.remember(cluster, DEMO, answer(timedelta(seconds=-1)))
    assert prepared.sign_ins(cluster, DEMO) is None


def test_another_authority_is_prepared_for(cluster):
    assert prepared.sign_ins(cluster, DEMO | {"AUTHORITY": "devon"}) is None


@pytest.mark.parametrize("changed", ["people/apps.py", "people/new.py", "profiles/slough.toml", "requirements.txt"])
def test_changed_code_or_profile_prepares_again(cluster, checkout, changed):
    (checkout / changed).write_text("changed = true\n")
    assert prepared.sign_ins(cluster, DEMO) is None


def test_a_changed_test_does_not(cluster, checkout):
    (checkout / "tests" / "test_x.py").write_text("")
    assert prepared.sign_ins(cluster, DEMO) == "cleo"


def test_where_no_demo_may_be_made_nothing_is_noted(cluster):
    notes.write(cluster, **{prepared.NOTE: None})
    prepared.remember(cluster, DEMO, answer(timedelta(hours=23), holds=False))
    assert prepared.sign_ins(cluster, DEMO) is None


def test_without_a_demo_it_holds_until_something_changes(cluster):
    quiet = {"DEBUG": "0"}
    prepared.remember(cluster, quiet, {"holds": True, "until": None, "sign_ins": ""})
    assert prepared.sign_ins(cluster, quiet) == ""


def test_one_note_leaves_the_others(cluster):
    notes.write(cluster, migrations="all")
    assert notes.read(cluster)["migrations"] == "all"
    assert prepared.sign_ins(cluster, DEMO) == "cleo"


@pytest.mark.parametrize("comment", ["somebody's words", "[1]", '"text"'])
def test_a_comment_that_is_not_ours_is_no_note(server, checkout, comment):
    connection = server.connect()
    with connection, connection.cursor() as cursor:
        cursor.execute("COMMENT ON DATABASE frontdoor IS %s", [comment])
    connection.close()
    assert notes.read(server) == {}
    assert prepared.sign_ins(server, DEMO) is None
