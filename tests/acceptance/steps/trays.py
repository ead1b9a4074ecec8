"""Where an item lies, in which state, and how it stands there."""

from collections import defaultdict

from tests.acceptance.fields import shown_values, shows
from tests.acceptance.language import line
from tests.acceptance.reading import every_tray, references_in, tray_address, trays_with
from tests.acceptance.steps.made import states_of_everything

CLOSED = {"closed", "transferred"}
"""The states of the built processes in which an item is finished and lies in no tray (DOMAIN section 5)."""


def says(world, label, what):
    """What an item's page says of itself."""
    return world.opened(label).main[f"data-{what}"]


@line('"{label}" is in the state "{state}"')
def is_in_state(world, label, state):
    found = says(world, label, "state")
    assert found == state, f'"{label}" is in the state "{found}"'


@line('"{label}" is in the tray "{tray}"')
def is_in_tray(world, label, tray):
    tray_address(world, tray)
    said, found = says(world, label, "tray"), trays_with(world, label)
    assert said == tray, f'the page of "{label}" says that it is in the tray "{said}"'
    assert found == {tray}, f'"{label}" lies in {sorted(found)}'


@line('"{label}" is in no tray')
def is_in_no_tray(world, label):
    said, found = says(world, label, "tray"), trays_with(world, label)
    assert not said, f'the page of "{label}" says that it is in the tray "{said}"'
    assert not found, f'"{label}" lies in {sorted(found)}'


@line('"{first}" stands before "{second}" in the tray "{tray}"')
def stands_before(world, first, second, tray):
    one, other = world.item(first).reference, world.item(second).reference
    for who in list(world.users):
        there = references_in(world, tray, who) or []
        if one in there and other in there:
            assert there.index(one) < there.index(other), f'"{second}" stands before "{first}"'
            return
    raise AssertionError(f'nobody sees both "{first}" and "{second}" in the tray "{tray}"')


@line('"{label}" has the priority "{priority}"')
def has_priority(world, label, priority):
    found = says(world, label, "priority")
    assert found == priority, f'"{label}" has the priority "{found}"'


@line('"{label}" has the outcome "{outcome}"')
def has_outcome(world, label, outcome):
    found = says(world, label, "outcome")
    assert found == outcome, f'"{label}" has the outcome "{found}"'


@line('"{label}" shows the field "{field}" as "{value}"')
def shows_field(world, label, field, value):
    page = world.opened(label)
    assert shows(page, field, value), f'"{label}" shows "{field}" as {shown_values(page, field)}'


@line("every open item is in exactly one tray")
def every_open_item_in_one_tray(world):
    everything = states_of_everything(world)
    lies_in = defaultdict(list)
    for who in sorted({seen_by for _, seen_by in everything.values()} or world.users):
        for tray in every_tray(world):
            for reference in references_in(world, tray, who) or []:
                if everything.get(reference, ("", who))[1] == who:
                    lies_in[reference].append(tray)
    for reference, (state, _) in everything.items():
        trays = lies_in.pop(reference, [])
        assert len(trays) == (state not in CLOSED), f"{reference} is in the state {state} and lies in {trays}"
    several = {reference: trays for reference, trays in lies_in.items() if len(set(trays)) != 1}
    assert not several, f"not in exactly one tray: {several}"
