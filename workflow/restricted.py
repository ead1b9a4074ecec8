"""Which records concern somebody who is restricted: asked as a page is read, so that it is never stale."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Value

from people.models import Person

Item = tuple[int, int]
"""A record, by the numbers of its content type and of itself."""


def restricted_among(items: Iterable[Item]) -> set[Item]:
    """Of these records, which the reader may open, those that concern somebody who is restricted; in one query."""
    wanted = defaultdict(list)
    for kind, pk in items:
        wanted[kind].append(pk)
    found = [
        ContentType.objects.get_for_id(kind)
        .model_class()
        .objects.filter(pk__in=pks)
        .about_any_of(Person.objects.restricted())
        .order_by()
        .values_list(Value(kind), "pk")
        for kind, pks in wanted.items()
    ]
    return set(found[0].union(*found[1:])) if found else set()


def is_restricted(record) -> bool:
    """Whether a record, which the reader may open, concerns somebody who is restricted."""
    return bool(restricted_among([(ContentType.objects.get_for_model(record).pk, record.pk)]))
