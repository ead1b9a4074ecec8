"""The first thing that runs on a bare machine."""

import ast
import subprocess
import sys

import pytest

from stack import bootstrap


def test_an_outdated_python_can_read_it():
    with open(bootstrap.__file__) as source:
        ast.parse(source.read(), feature_version=(3, 6))


def test_it_runs_with_nothing_installed():
    command = [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({bootstrap.__file__!r})"]
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_an_outdated_python_gets_one_line(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"^Python 3\.11 or newer is needed; this is 3\.9\.2\. Name another: .*$"):
        bootstrap.complain_about_this_python()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_gets_one_line(monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SystemExit, match=r"^Python's venv module is missing: install python3-venv .*$"):
        bootstrap.complain_about_this_python()


class TestInstalling:
    @pytest.fixture(autouse=True)
    def checkout(self, tmp_path, monkeypatch):
        """A checkout with two locks, and a pip that only notes what it was asked for."""
        (tmp_path / "requirements.txt").write_text("a==1\n")
        (tmp_path / "requirements-dev.txt").write_text("b==1\n")
        python = tmp_path / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.touch(mode=0o755)
        self.asked = []
        monkeypatch.setattr(bootstrap, "CHECKOUT", str(tmp_path))
        monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
        monkeypatch.setattr(bootstrap, "VENV_PYTHON", str(python))
        monkeypatch.setattr(bootstrap, "install", self.asked.append)
        self.folder = tmp_path

    def test_each_lock_is_installed_once(self):
        bootstrap.main([])
        bootstrap.main([])
        bootstrap.main(["--dev"])
        bootstrap.main(["--dev"])
        assert self.asked == ["requirements.txt", "requirements-dev.txt"]

    def test_a_changed_lock_is_installed_again(self):
        bootstrap.main(["--dev"])
        (self.folder / "requirements.txt").write_text("a==2\n")
        bootstrap.main([])
        assert self.asked == ["requirements.txt", "requirements-dev.txt", "requirements.txt"]

    def test_what_failed_to_install_is_tried_again(self, monkeypatch):
        def fail(name):
            raise SystemExit(f"pip could not install {name}")

        monkeypatch.setattr(bootstrap, "install", fail)
        for _ in range(2):
            with pytest.raises(SystemExit):
                bootstrap.main([])
