"""What the Makefile says of itself is true, and what others say of it too."""

import re
import subprocess
import sys

import pytest

from stack.paths import CHECKOUT

MAKEFILE = (CHECKOUT / "Makefile").read_text()
GOALS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
FOR_PEOPLE = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.M))


def test_make_alone_says_what_there_is():
    said = subprocess.run(["make"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make (\w+)", said, re.M)) == FOR_PEOPLE
    assert {"run", "test", "acceptance", "chaos", "mutants", "lint", "help"} <= FOR_PEOPLE


def test_every_goal_is_run_whatever_file_has_its_name():
    phony = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)[1].split())
    assert phony == GOALS


@pytest.mark.parametrize("file", ["tests/resilience/test_house.py", "tests/journeys/test_server.py"])
def test_what_needs_a_house_or_a_browser_stays_in_one_process(file):
    """As `make test` runs them: a second house or browser on the same machine makes both slow."""
    options = re.search(r"pytest (-n \d+ --dist \w+) tests$", MAKEFILE, re.M)[1].split()
    command = [sys.executable, "-m", "pytest", *options, "-v", "-k", "not one_process", file]
    said = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120).stdout
    passed = re.findall(r"^\[(gw\d)\] .* PASSED ", said, re.M)
    assert len(passed) > 1, said
    assert len(set(passed)) == 1


def test_a_run_that_does_not_end_when_it_is_asked_to_is_ended():
    assert "timeout --foreground --kill-after=60 2400 make test" in (CHECKOUT / ".ci" / "run").read_text()


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_what_documents_name_exists(document):
    named = re.findall(r"(?:^ +|`|^|[;&|] )make ([a-z]+)\b", (CHECKOUT / document).read_text(), re.M)
    assert named
    assert set(named) <= GOALS
