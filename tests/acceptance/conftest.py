"""Makes the language known to pytest-bdd, and gives every scenario a world and a frozen clock of its own."""

import pytest
from pytest_bdd import parsers, step

from tests.acceptance import steps  # noqa: F401  importing them makes their lines known
from tests.acceptance.language import LINES
from tests.acceptance.world import Clock, World

for each in LINES:
    step(parsers.re(each.regex))(each.act)


def pytest_bdd_before_step(request, step):
    """The world knows which line is being done."""
    request.getfixturevalue("world").line = step.name


def pytest_bdd_step_error(scenario, step, exception):
    """Whatever goes wrong says in which line it did."""
    exception.add_note(f"{step.keyword} {step.name}\n(line {step.line_number}, {scenario.feature.rel_filename})")


@pytest.fixture
def world():
    """What the scenario has named so far."""
    clock = Clock()
    yield World(clock)
    clock.stop()
