"""An item's clocks, as its page shows them."""

from tests.acceptance.language import line
from tests.acceptance.moments import written

STILL_WAITED_FOR = ("running", "breached")


def clocks(page, rule):
    """Every clock of that name on an item's page."""
    return [element for element in page.main.select("[data-deadline]") if element["data-deadline"] == rule]


def clock(world, rule, label):
    """The clock that is still waited for; when there is none, the one that was due last."""
    page = world.opened(label)
    found = clocks(page, rule)
    shown = sorted({element["data-deadline"] for element in page.main.select("[data-deadline]")})
    assert found, f'"{label}" has no deadline "{rule}", only {shown}'
    waited_for = [element for element in found if element["data-status"] in STILL_WAITED_FOR]
    return max(waited_for or found, key=lambda element: written(element["data-due"]))


@line('the deadline "{rule}" of "{label}" is due at "{when}"')
def is_due(world, rule, label, when):
    due = written(clock(world, rule, label)["data-due"])
    assert due == when, f'the deadline "{rule}" of "{label}" is due at {due}'


@line('the deadline "{rule}" of "{label}" is "{status}"')
def has_status(world, rule, label, status):
    shown = clock(world, rule, label)["data-status"]
    assert shown == status, f'the deadline "{rule}" of "{label}" is {shown}'


@line('"{label}" has no deadline "{rule}"')
def has_none(world, label, rule):
    assert not clocks(world.opened(label), rule), f'"{label}" has a deadline "{rule}"'
