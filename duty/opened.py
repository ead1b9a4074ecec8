"""The record that an address opens beside its tray (`?open=` and its reference), for whoever may know of it."""

from collections.abc import Mapping

from people.references import as_reference
from workflow.process import processes


def opened(query: Mapping[str, str], user) -> dict[str, str]:
    """The reference that an address opens, and where that record is: nowhere, when there is none for `user`."""
    reference = as_reference(query.get("open", ""))
    return {"reference": reference, "url": _address(reference, user)} if reference else {}


def _address(reference, user):
    for process in processes():
        record = process.model.objects.visible_to(user).filter(reference=reference).first()
        if record:
            return record.get_absolute_url()
    return ""
