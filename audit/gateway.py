"""The one way from a reference to a record: visibility, 404 and the access event in one step."""

from django.http import Http404
from django.utils import timezone

from audit.models import Access


def fetch(user, records, reference, via):
    """The record with `reference` that `user` may know of, and a note that it was opened.

    `records` is a model whose manager has `visible_to`, or a queryset of one. For a record that does
    not exist and for one that the user may not know of the answer is the same `Http404` (DOMAIN
    section 4: "a guessed address answers 404"). `via` says which page or interface asked.
    """
    queryset = records.objects.all() if isinstance(records, type) else records
    record = queryset.visible_to(user).filter(reference=reference).first()
    if record is None:
        raise Http404
    looked_at(user, record, via, timezone.now())
    return record


def looked_at(user, record, via, now):
    """Note that `user` was shown `record` at `now`."""
    Access.behind_walls.create(at=now, user=user, record=record, via=via, wall=getattr(record, "wall", None))
