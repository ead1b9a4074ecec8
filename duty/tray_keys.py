"""The letters that begin an action from a row of a tray: taken from the declarations, and listed under `?`."""

from collections.abc import Collection

from duty.together import STEPS
from duty.trays import Tray

TAKEN = {"j", "k", "d", "x", "r"}
"""What moves in every tray, and does nothing to a record."""


def keys_of(tray: Tray, roles: Collection[str]) -> list[dict]:
    """The actions of this tray that somebody with `roles` may do and that have a letter, with the processes they suit.

    `together`: whether the letter does it to all rows that are chosen.
    """
    found = {}
    for process in tray.holds():
        for each in process.transitions:
            if each.key and set(roles) & set(each.roles):
                key = {"key": each.key, "slug": each.name, "label": each.label, "together": each.name in STEPS}
                found.setdefault((each.key, each.name), key | {"processes": []})["processes"].append(process.slug)
    return list(found.values())
