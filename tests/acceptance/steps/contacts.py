"""Recording a contact."""

from tests.acceptance.language import line, listed, rows
from tests.acceptance.recording import Recording


@line('"{who}" records the contact "{label}" with:')
def records_a_contact(world, who, label, datatable):
    fields = rows(datatable)
    recording = Recording(world, who)
    recording.name_children(listed(fields.pop("children", "")))
    recording.put(fields)
    recording.save()
    world.keep(label, recording.page)


@line('"{who}" records the complete contact "{label}"[ by "{channel}"] about "{names}"[ received at "{when}"][ with:]')
def records_a_complete_contact(world, who, label, channel, names, when, datatable=None):
    fields = {"channel": channel or "phone"} | ({"received": when} if when else {}) | rows(datatable)
    children = listed(names)
    recording = Recording(world, who)
    recording.name_children(children)
    recording.put(fields)
    recording.complete()
    recording.save()
    if not world.open_to_teams & set(children):
        recording.submit()
    world.keep(label, recording.page)
