"""Makes the language known to pytest-bdd, and gives every scenario a world and a frozen clock of its own."""

import pytest
from pytest_bdd import parsers, step

from tests.acceptance import steps  # noqa: F401  importing them makes their lines known
from tests.acceptance.language import LINES
from tests.acceptance.world import Clock, World

for each in LINES:
    step(parsers.re(each.regex))(each.act)


@pytest.fixture
def world():
    """What the scenario has named so far."""
    clock = Clock()
    yield World(clock)
    clock.stop()
