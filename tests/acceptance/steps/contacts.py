"""Recording a contact."""

from tests.acceptance.language import line, listed, rows
from tests.acceptance.recording import Recording


@line('"{who}" records the contact "{label}" with:')
def records_a_contact(world, who, label, datatable):
    fields = rows(datatable)
    recording = Recording(world, who)
    recording.name_children(listed(fields.pop("children", "")))
    recording.put(fields)
    world.keep(label, recording.save())


@line('"{who}" records the complete contact "{label}"[ by "{channel}"] about "{names}"[ received at "{when}"][ with:]')
def records_a_complete_contact(world, who, label, channel, names, when, datatable=None):
    fields = {"channel": channel or "phone"} | ({"received": when} if when else {}) | rows(datatable)
    recording = Recording(world, who)
    recording.name_children(listed(names))
    recording.put(fields)
    recording.complete(fields)
    open_to_a_team = world.open_to_teams & set(listed(names))
    world.keep(label, recording.save() if open_to_a_team else recording.submit())
