"""Which Chromium the browser tests get."""

import platform
from pathlib import Path

import pytest

from stack import browser


def test_one_on_the_path_is_taken(tmp_path, monkeypatch):
    program = tmp_path / "chromium"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "ensure_brought", lambda: pytest.fail("brought another"))
    assert browser.launch_options()["executable_path"] == str(program)


def test_without_one_it_is_brought(tmp_path, monkeypatch):
    brought = []
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "ensure_brought", lambda: brought.append(True))
    options = browser.launch_options()
    assert brought
    assert options["executable_path"] == str(browser.PROGRAM)
    assert options["env"]["FONTCONFIG_FILE"] == str(browser.FONTS_CONF)


def test_where_none_can_be_brought_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(browser.BrowserMissing, match="Chromium on the PATH"):
        browser.launch_options()


def test_playwright_is_given_a_node_that_needs_no_system_library():
    assert Path(browser.environment()["PLAYWRIGHT_NODEJS_PATH"]).is_file()
