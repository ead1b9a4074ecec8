"""A mutant is dead when a test asserts that its rule is gone: not when it goes unnoticed, nor when things break."""

import os
import subprocess
import sys

import pytest

from tests.mutants.mutant import HAPPY_JOURNEY, Mutant, WrongAnchor
from tests.mutants.reading import Case, Run, cases_in, judge, not_green

NOTICING = "tests/a_rule/test_noticing.py"
SOME_TESTS = """
import pytest

def test_by_comparing():
    assert 1 + 1 == 3

def test_with_words():
    assert False, "the rule is gone"

def test_by_waiting_for_a_refusal():
    with pytest.raises(ValueError):
        pass

class TestInAClass:
    @pytest.mark.parametrize("number", [1, 2])
    def test_one_case_of_two(self, number):
        assert number == 1

def test_by_another_exception():
    {}["gone"]

def test_by_another_refusal():
    with pytest.raises(ValueError):
        raise LookupError

@pytest.fixture
def broken():
    assert False

def test_by_its_set_up(broken):
    pass

def test_not_at_all():
    pass

@pytest.mark.skip
def test_left_out():
    pass
"""
FILES = {
    NOTICING: SOME_TESTS,
    HAPPY_JOURNEY: "def test_arrives():\n    pass\n",
    "tests/a_rule/test_broken.py": "import nothing_of_that_name\n\ndef test_never():\n    pass\n",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """What pytest says of tests of every kind, in a folder of their own."""
    folder = tmp_path_factory.mktemp("tried")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    def pytest_of(*nodes):
        report, plain = folder / "junit.xml", ("-p", "no:django", "-p", "no:cacheprovider", "--import-mode=importlib")
        report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", *plain, f"--rootdir={folder}", f"--junitxml={report}", *nodes]
        settings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
        done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True)
        return Run(cases_in(report, nodes), done.stdout)

    return pytest_of


@pytest.fixture(scope="module")
def all_of_them(run):
    """A run of the happy journey and of every test that can be read."""
    return run(HAPPY_JOURNEY, NOTICING)


def mutant(*tests, **differing):
    """A mutant that must die by these tests."""
    dies_by = tuple(f"{NOTICING}::{test}" for test in tests)
    said = {"name": "gone", "rule": "A rule.", "file": "rule.py", "old": "if", "new": "", "dies_by": dies_by}
    return Mutant(**said | differing)


@pytest.mark.parametrize(
    ("test", "right", "what"),
    [
        ("test_by_comparing", True, "killed in"),
        ("test_with_words", True, "killed in"),
        ("test_by_waiting_for_a_refusal", True, "killed in"),
        ("TestInAClass::test_one_case_of_two", True, "killed in"),
        ("TestInAClass::test_one_case_of_two[2]", True, "killed in"),
        ("TestInAClass::test_one_case_of_two[1]", False, "SURVIVED"),
        ("test_not_at_all", False, "SURVIVED"),
        ("test_by_another_exception", False, "DIED BY AN ERROR"),
        ("test_by_another_refusal", False, "DIED BY AN ERROR"),
        ("test_by_its_set_up", False, "DIED BY AN ERROR"),
        ("test_left_out", False, "DIED BY AN ERROR"),
        ("test_that_there_is_not", False, "DIED BY AN ERROR"),
    ],
)
def test_only_an_assertion_kills(all_of_them, test, right, what):
    verdict = judge(mutant(test), all_of_them)
    assert (verdict.right, what in verdict.what) == (right, True), verdict


def test_every_test_that_is_named_must_notice(all_of_them):
    verdict = judge(mutant("test_by_comparing", "test_not_at_all"), all_of_them)
    assert (verdict.right, verdict.lines) == (False, (f"{NOTICING}::test_not_at_all noticed nothing",))


@pytest.mark.parametrize("how", ["asserted", "broken", "skipped"])
def test_a_mutant_under_which_the_journey_ends_proves_nothing(all_of_them, how):
    noticed = all_of_them.of([NOTICING])
    ended = Run((*noticed, Case(f"{HAPPY_JOURNEY}::test_arrives", how)), all_of_them.output)
    assert judge(mutant("test_by_comparing"), ended).what == "BROKE THE JOURNEY"
    nowhere = Run(tuple(noticed), all_of_them.output)
    assert not judge(mutant("test_by_comparing"), nowhere).right


def test_a_file_that_cannot_be_read_kills_nothing(run):
    node = "tests/a_rule/test_broken.py::test_never"
    verdict = judge(mutant(dies_by=(node,)), run(HAPPY_JOURNEY, node))
    assert (verdict.right, verdict.what) == (False, "DIED BY AN ERROR")


def test_with_every_rule_in_place_all_must_pass_and_none_be_left_out(run):
    good, left_out = f"{NOTICING}::test_not_at_all", f"{NOTICING}::test_left_out"
    assert not_green(run(HAPPY_JOURNEY, good), (HAPPY_JOURNEY, good)) == []
    assert len(not_green(run(good, left_out), (good, left_out))) == 1
    assert not_green(run(good), (good, f"{NOTICING}::test_that_there_is_not"))


@pytest.mark.parametrize("text", ["else: pass", "if a: pass\nif b: pass"])
def test_what_does_not_stand_there_once_is_not_taken_away(tmp_path, text):
    (tmp_path / "rule.py").write_text(text)
    with pytest.raises(WrongAnchor, match="gone: .* in rule.py"):
        mutant().mutated(tmp_path)


def test_a_file_that_is_gone_holds_no_rule(tmp_path):
    with pytest.raises(WrongAnchor, match="0 times"):
        mutant().mutated(tmp_path)
