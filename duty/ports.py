"""What the search by reference finds, and who hears of what lies with somebody who sees it no more."""

from collections.abc import Iterable

from duty.in_hand import has_in_hand, tell_of_what_is_in_hand
from people.ports import Hit, in_hand, lost_from_sight, records_by_reference
from workflow.page import people_on
from workflow.process import processes


def records_of_every_process(reference: str, user) -> Iterable[Hit]:
    """The records of that reference that `user` may know of."""
    for process in processes():
        for record in process.model.objects.visible_to(user).filter(reference=reference):
            about = ", ".join(person.full_name for person in people_on(record, user))
            line = f"{record.get_state_display().capitalize()}, about {about or 'nobody named yet'}"
            yield Hit(record.reference, process.slug, record.get_absolute_url(), process.label, line)


records_by_reference.append(records_of_every_process)
in_hand.append(has_in_hand)
lost_from_sight.append(tell_of_what_is_in_hand)
