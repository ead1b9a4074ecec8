"""Whose the database's files are, and where that account can reach them."""

import os
import stat
from pathlib import Path

import pytest

from stack import account
from stack.account import Account, home_for, own_account, reachable_copy

STRANGER = Account(os.getuid() + 4321, os.getgid() + 4321)


@pytest.fixture
def closed(tmp_path):
    """A folder that only its owner may enter."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    return folder


def test_we_enter_our_own_folders(closed):
    assert own_account().may_enter(closed)
    assert home_for(closed, own_account()) == closed


def test_another_account_does_not_and_its_data_lies_elsewhere(closed):
    assert not STRANGER.may_enter(closed / "..")  # pytest's own folder is closed as well
    elsewhere = home_for(closed, STRANGER)
    assert elsewhere.parent == account.ROOTS_PLACE
    assert home_for(closed, STRANGER) == elsewhere
    assert home_for(closed.parent, STRANGER) != elsewhere


def test_programs_that_the_account_cannot_reach_are_copied_once_with_their_libraries(closed, tmp_path, monkeypatch):
    monkeypatch.setattr(account, "ROOTS_PLACE", tmp_path / "roots-place")
    install, libraries = closed / "package" / "install", closed / "package.libs"
    (install / "bin").mkdir(parents=True)
    (install / "bin" / "server").write_text("program")
    libraries.mkdir()
    copy = reachable_copy(install, libraries, STRANGER)
    assert (copy / "bin" / "server").read_text() == "program"
    assert (copy.parent.parent / libraries.name).is_dir()
    assert reachable_copy(install, libraries, STRANGER) == copy
    assert reachable_copy(install, libraries, own_account()) == install


def test_an_owned_folder_is_closed_to_others(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    own_account().own(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("trap", ["a link", "another's"])
def test_a_folder_that_another_user_put_there_is_refused(tmp_path, monkeypatch, trap):
    folder = tmp_path / "socket"
    if trap == "a link":
        folder.symlink_to(Path("/etc"))
    else:
        folder.mkdir()
        monkeypatch.setattr(os, "getuid", lambda: STRANGER.uid)
    with pytest.raises(SystemExit, match="belongs to another user"):
        own_account().own(folder)


def test_root_runs_the_server_under_a_plain_account(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 0)
    assert account.server_account().uid != 0


def test_where_there_is_no_postgres_account_it_is_nobody(monkeypatch):
    def only_nobody(name):
        if name != "nobody":
            raise KeyError(name)
        return type("Entry", (), {"pw_uid": 65534, "pw_gid": 65534})

    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setattr(account.pwd, "getpwnam", only_nobody)
    assert account.server_account() == Account(65534, 65534)
