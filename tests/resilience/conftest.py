"""The house of these tests: one for each test process, whole again after every test."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from stack.throwaway import private_folder
from tests.resilience.desk import Desk
from tests.resilience.house import House
from tests.resilience.sink import Sink

HERE = Path(__file__).parent
SENDER_WAITS = 5
"""Seconds until the relay gives up a mail server that hangs: a quarter of what it waits in production."""


@pytest.hookimpl(tryfirst=True)  # before xdist's own, which reads the marks (see tests/grouping.py)
def pytest_collection_modifyitems(items) -> None:
    """All of these go to one test process: a house is started once, and not beside another."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("house"))


@pytest.fixture(scope="session")
def sink() -> Iterator[Sink]:
    """Where the house's mail goes."""
    sink = Sink()
    yield sink
    sink.close()


@pytest.fixture(scope="session")
def house(sink) -> Iterator[House]:
    """A front door of its own, with its crew."""
    with private_folder() as folder:
        house = House(folder, EMAIL_URL=f"smtp://127.0.0.1:{sink.port}?timeout={SENDER_WAITS}")
        try:
            house.start()
            house.django("tests.resilience.hire")
            yield house
        finally:
            house.stop()


class Desks(dict):
    """Everybody's desk by their user name; who is asked for first signs in."""

    def __init__(self, port: int):
        super().__init__()
        self.port = port

    def __missing__(self, username: str) -> Desk:
        self[username] = Desk(self.port, username).sign_in()
        return self[username]


@pytest.fixture(scope="session")
def desks(house) -> Desks:
    """The crew at their desks."""
    return Desks(house.port)


@pytest.fixture
def say(record_property) -> Callable[[str], None]:
    """Puts a line under the run's results: what was tried, how often, and what was found."""
    return partial(record_property, "said")


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what the tests said."""
    for report in terminalreporter.stats.get("passed", []):
        said = [line for name, line in report.user_properties if name == "said" and report.when == "call"]
        if said:
            terminalreporter.section(report.nodeid.partition("::")[2], sep="-")
            terminalreporter.write_line("\n".join(said))
