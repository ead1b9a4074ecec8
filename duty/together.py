"""One action on several items of a tray: the same form once, and each item judged and done for itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType

from audit.gateway import fetch
from duty.rows import rows_by_item
from duty.trays import Tray
from people.references import is_reference
from workflow.engine import perform
from workflow.keys import as_version
from workflow.models import Slip
from workflow.process import Transition, process_of
from workflow.refusals import Refused

STEPS = ("assign", "prioritise")
"""What can sensibly be said of several at once: never a decision, whose rationale is one child's."""
MOST = 50


@dataclass(frozen=True)
class Chosen:
    """One item, and the version that was seen when it was chosen."""

    record: object
    seen_version: int | None


def steps_together(tray: Tray, roles: Collection[str]) -> list[Transition]:
    """The actions that somebody with `roles` may do to several items of this tray."""
    found = {t.name: t for process in tray.holds() for t in process.transitions if set(roles) & set(t.roles)}
    return [found[name] for name in STEPS if name in found]


def chosen(tray: Tray, user, posted) -> list[Chosen]:
    """The items of the tray that were chosen, in its order; what `user` may not know of, or has left it, is none.

    Each is opened, and noted as that: whoever acts on it answers for having looked.
    """
    references = [text for text in posted.getlist("reference")[:MOST] if is_reference(text)]
    slips: Iterable[Slip] = tray.slips(user).filter(reference__in=references).select_related("content_type")
    return [
        Chosen(
            fetch(user, slip.content_type.model_class(), slip.reference, "together"),
            as_version(posted.get(f"seen-{slip.reference}")),
        )
        for slip in slips
    ]


def do_together(items: Iterable[Chosen], step: str, actor, posted, now: datetime, key: UUID | None):
    """Do `step` to each in a transaction of its own; for each what it was refused with, or nothing: it was done.

    The same form's second post is answered as done for each, as a single action's is.
    """
    return [_refusal(item, step, actor, posted, now, key) for item in items]


def _refusal(item, step, actor, posted, now, key):
    mine = key and uuid5(key, item.record.reference)
    process = process_of(item.record)
    if process.transition(step) is None:
        return Refused(f"This cannot be done to a {process.label.lower()}.", (step,))
    try:
        perform(item.record, step, actor, posted, item.seen_version, now, mine)
    except Refused as refusal:
        return refusal
    return None


def how_many(done: str, items: Iterable[Chosen], posted) -> str:
    """What was done to how many of those that were chosen; that some were left is said, and not which or why."""
    asked, did = len(set(posted.getlist("reference"))), len(list(items))
    left = f" {asked - did} left as they are: no longer here, or more than {MOST} at once." if asked > did else ""
    return f"{done}: {did} of {asked}.{left}"


def together_rows(items: Iterable[Chosen], user, now: datetime, refusals: Iterable[Refused | None] = ()) -> list[dict]:
    """The chosen items as the form's page lists them, each with why it was not done, once that was tried."""
    items = list(items)
    kinds = [(ContentType.objects.get_for_model(item.record).pk, item.record.pk) for item in items]
    rows = rows_by_item(kinds, user, now)
    why = list(refusals) or [None] * len(items)
    return [
        {
            "reference": item.record.reference,
            "seen": item.seen_version,
            "url": item.record.get_absolute_url(),
            "child": rows[kind]["child"] if kind in rows else "",
            "refused": refusal.sentence if refusal else "",
        }
        for item, kind, refusal in zip(items, kinds, why, strict=True)
    ]
