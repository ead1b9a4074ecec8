"""A lane runs the code as it stands at that moment, and holds all that the checkout holds."""

import os
import subprocess
import sys

import pytest

from tests.mutants.lane import Lane, copy_checkout
from tests.mutants.mutant import Mutant


def mutant(new):
    """One that makes two of one."""
    return Mutant("two", "One is one.", "rule.py", "RULE = 1", new, ("tests/test_rule.py::test_one",))


@pytest.fixture
def lane(tmp_path):
    """A lane with a rule in it, and Python keeping what it compiled."""
    (tmp_path / "rule.py").write_text("RULE = 1\n")
    return Lane(tmp_path, os.environ | {"PYTHONDONTWRITEBYTECODE": ""})


def said(lane):
    """What the rule is to a process that starts now."""
    command = [sys.executable, "-c", "import rule; print(rule.RULE)"]
    return subprocess.run(command, cwd=lane.folder, env=lane.environment, capture_output=True, text=True).stdout.strip()


def test_no_mutant_and_no_rule_is_taken_for_what_was_compiled_a_moment_before(lane):
    heard = [said(lane)]
    for new in ("RULE = 2", "RULE = 3"):
        with lane.without_the_rule(mutant(new)):
            heard.append(said(lane))
        heard.append(said(lane))
    assert heard == ["1", "2", "1", "3", "1"]
    assert list((lane.folder / "__pycache__").glob("rule.*"))


def test_the_rule_is_there_again_whatever_happens(lane):
    with pytest.raises(ZeroDivisionError), lane.without_the_rule(mutant("RULE = 2")):
        raise ZeroDivisionError
    assert (lane.folder / "rule.py").read_text() == "RULE = 1\n"


def test_a_copy_holds_the_code_and_what_pages_are_drawn_with_and_nothing_private(tmp_path):
    copy_checkout(tmp_path)
    for there in ("manage.py", "tests/mutants/lane.py", "staticfiles/staticfiles.json", "templates/base.html"):
        assert (tmp_path / there).is_file()
    assert not [name for name in (".git", ".venv", "var") if (tmp_path / name).exists()]
