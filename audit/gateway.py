"""The one way from a reference to a record: visibility, 404 and the access event in one step."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.utils import timezone

from audit.models import Access

AGAIN = timedelta(hours=1)


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


def shown_in_a_list(user, records, via, now):
    """Note that `user` was shown something of each of these records of one model by a search or a match, hourly.

    Whoever looks people up by name leaves a trace as whoever opens their pages does; a name that is
    typed letter by letter leaves one.
    """
    if not records:
        return
    kind = ContentType.objects.get_for_model(records[0])
    lately = Access.behind_walls.filter(user=user, at__gt=now - AGAIN, content_type=kind)
    noted = set(lately.filter(object_id__in=[record.pk for record in records]).values_list("object_id", flat=True))
    Access.behind_walls.bulk_create(
        Access(at=now, user=user, record=record, via=via) for record in records if record.pk not in noted
    )


def looked_at(user, record, via, now):
    """Note that `user` was shown `record` at `now`."""
    Access.behind_walls.create(at=now, user=user, record=record, via=via, wall=getattr(record, "wall", None))
