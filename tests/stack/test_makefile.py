"""What the Makefile says of itself is true, and what others say of it too."""

import re
import subprocess

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


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_what_documents_name_exists(document):
    named = re.findall(r"(?:^ +|`|^|[;&|] )make ([a-z]+)\b", (CHECKOUT / document).read_text(), re.M)
    assert named
    assert set(named) <= GOALS
