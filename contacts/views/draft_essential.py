"""What is still missing on the new contact page: the ticks at the side, and where to fill each of them in."""

from datetime import datetime

from contacts.services.essential import ITEMS, NOT_KNOWN, PARENTS, Item, Slot, slots_of
from contacts.services.joining import may_be_joined_to
from directory.london import said
from workflow.offers import offers


def _asked(draft, user):
    return slots_of(draft.concerns, draft.children.known_to(user), draft.answers.all())


def missing_links(draft, user, children) -> list[dict]:
    """What holds up the submission, each with the field that answers it; nothing while the contact is urgent."""
    wanting = [] if draft.urgent else [slot for slot in _asked(draft, user) if slot.missing]
    return [{"text": slot.label, "href": _href(slot, children)} for slot in wanting]


def _href(slot: Slot, children):
    """The first field of the page that has still to be filled in for it."""
    if slot.parents or not slot.item.of_child:
        return f"#id_{PARENTS if slot.parents else ''}{slot.item.slug}"
    reference = slot.child.person.reference if slot.child else ""
    row = next((one for one in children if reference and one["person"].value() == reference), children[0])
    empty = [name for name in slot.item.of_child if not (slot.child and getattr(slot.child.person, name))]
    return f"#{row[empty[0]].auto_id}"


def blocked(draft, user) -> list[dict]:
    """Why the draft cannot be submitted yet."""
    return [
        {"slug": o.transition.name, "label": o.transition.label, "reasons": [o.reason], "reason_slugs": o.slugs}
        for o in (offers(draft, user) if draft else [])
        if not o.possible and o.transition.name == "submit"
    ]


def waiting(draft, user, now: datetime) -> list[dict]:
    """The others about the same children that are yet to be decided: what the caller says may be added to one."""
    return [_waits(other, now) for other in (may_be_joined_to(draft, user) if draft else ())]


def _waits(other, now):
    told = (other.get_channel_display(), said(other.received_at, now), other.get_state_display().lower())
    return {"reference": other.reference, "url": other.get_absolute_url(), "text": ", ".join(told)}


def unsaved(children) -> list[dict]:
    """What is said of children of whom the recorder has yet to say who they are: nobody is on file for them."""
    typed = [child for child in children if child.is_bound and child.is_valid() and not child.is_empty]
    return [child.cleaned_data for child in typed if not child.is_decided]


def essential_state(draft, user, children) -> tuple[list[dict], str]:
    """Each item of the manual's list with its tick, and how many are still missing; `children` are the page's forms."""
    asked = _asked(draft, user) if draft else [Slot(item) for item in ITEMS]
    typed = unsaved(children)
    ticks = []
    for item in ITEMS:
        mine = [slot for slot in asked if slot.item is item and not (typed and _of_nobody(slot))]
        told = [_told(item, said) for said in typed] if item.of_child else []
        missing = any(slot.missing for slot in mine) or "missing" in told
        unknown = any(slot.not_known_because for slot in mine) or "not-known" in told
        state = "missing" if missing else "not-known" if unknown else "filled"
        word = {"missing": "missing", "not-known": "not known", "filled": "filled in"}[state]
        ticks.append({"slug": item.slug, "label": item.label, "state": state, "word": word, "href": _of(item)})
    left = sum(tick["state"] == "missing" for tick in ticks)
    return ticks, f"{left} missing" if left else "complete"


def _of(item: Item):
    return "#part-about" if item.of_child else f"#id_{item.slug}"


def _of_nobody(slot):
    """It stands for the children while there is none on the draft."""
    return bool(slot.item.of_child) and slot.child is None and not slot.parents


def _told(item, said):
    if all(said.get(name) for name in item.of_child):
        return "filled"
    return "not-known" if said.get(item.slug + NOT_KNOWN) else "missing"
