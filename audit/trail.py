"""The audit trail as one list, newest first: who did, who looked, who signed in. Walled rows are never in it.

Every answer costs the same number of queries however many rows it has: one for the rows, one for the
people, and one for the references of each kind of record among them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, F, GenericIPAddressField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from audit.models import AboutRecord, Access, Event, SignIn


class Kind(StrEnum):
    """What sort of fact a line is."""

    DID = "did"
    LOOKED = "looked"
    SIGNED_IN = "signed_in"


@dataclass(frozen=True)
class Question:
    """What an auditor asks for; what is empty is not asked. `day` is a day of the current time zone.

    `records` are the content type and number of what the reference asked for stands for: nothing has it when empty.
    """

    kind: Kind | None = None
    user_id: int | None = None
    day: date | None = None
    records: tuple[tuple[int, int], ...] | None = None


class Line(NamedTuple):
    """One fact: no content, only who, when, which verb or page, which states, which record."""

    kind: str
    at: datetime
    who: int | None
    what: str
    before: str
    after: str
    content_type: int | None
    object_id: int | None
    address: str | None


def read(question: Question, reader, offset: int, limit: int) -> list[Line]:
    """`limit` lines from `offset` on, newest first, without those about the reader's own relations."""
    last = offset + limit
    parts = [part.order_by("-line_at", "-pk")[:last] for part in _asked_for(question, reader)]
    rows = parts[0].union(*parts[1:], all=True).order_by("-line_at", "line_kind") if len(parts) > 1 else parts[0]
    return [Line(*row) for row in rows[offset:last]]


def people(lines: Iterable[Line]) -> dict[int, object]:
    """The users who stand in these lines, by number."""
    return get_user_model().objects.in_bulk({line.who for line in lines if line.who})


def references(lines: Iterable[Line]) -> dict[tuple[int, int], str]:
    """The reference, or the user name, of each record in these lines; of the record nothing else is read."""
    wanted = {}
    for line in lines:
        if line.content_type:
            wanted.setdefault(line.content_type, set()).add(line.object_id)
    found = {}
    for content_type, numbers in wanted.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if name := _named_by(model):
            rows = model._default_manager.filter(pk__in=numbers).values_list("pk", name)
            found |= {(content_type, pk): text for pk, text in rows}
    return found


def records_called(reference: str, reader) -> tuple[tuple[int, int], ...]:
    """Content type and number of every record with this reference; of a person's, also of what concerns that person.

    A look at a record is one at everybody whom it concerns, by whichever of their duplicates. A walled one is not
    found, and none that concerns the reader's own relations: for the reader these do not exist.
    """
    types = _record_types()
    called = {model: model._default_manager.filter(**{_named_by(model): reference}) for model in types}
    for model in [model for model in types if hasattr(model._default_manager, "same_as")]:
        named = list(called[model].values_list("pk", flat=True))
        if named:
            called |= _concerning(model._default_manager.same_as(named), types)
    found = set()
    for model, rows in called.items():
        known = rows.exclude(pk__in=model._default_manager.related_to_staff(reader).values("pk"))
        found |= {(types[model].pk, pk) for pk in known.values_list("pk", flat=True)}
    return tuple(sorted(found))


def _concerning(people: QuerySet, models) -> dict[type, QuerySet]:
    """These people, and the records of each kind that concern one of them."""
    records = {m: m._default_manager for m in models if hasattr(m._default_manager, "about_any_of")}
    return {people.model: people} | {model: manager.about_any_of(people) for model, manager in records.items()}


def _asked_for(question, reader) -> list[QuerySet]:
    parts = {
        Kind.DID: _lines(Event.objects.all(), Kind.DID, question, reader, who="actor", what="verb"),
        Kind.LOOKED: _lines(Access.objects.all(), Kind.LOOKED, question, reader, who="user", what="via"),
        Kind.SIGNED_IN: _lines(SignIn.objects.all(), Kind.SIGNED_IN, question, reader, who="user", what="outcome"),
    }
    if question.kind:
        return [parts[question.kind]]
    if question.records is not None:
        del parts[Kind.SIGNED_IN]
    return list(parts.values())


def _lines(rows, kind, question, reader, who, what):
    if question.user_id is not None:
        rows = rows.filter(**{who: question.user_id})
    if question.day is not None:
        rows = rows.filter(at__gte=_midnight(question.day), at__lt=_midnight(question.day + timedelta(days=1)))
    text, is_about_record = CharField(), issubclass(rows.model, AboutRecord)
    no_number, no_address = (Cast(Value(None), kind_of()) for kind_of in (BigIntegerField, GenericIPAddressField))
    if is_about_record:
        rows = _of_records(rows, question).exclude(of_own_relations(reader))
    elif question.records is not None:
        rows = rows.none()
    columns = {
        "line_kind": Value(kind.value, text),
        "line_at": F("at"),
        "line_who": F(f"{who}_id"),
        "line_what": F(what),
        "line_before": F("before") if rows.model is Event else Value("", text),
        "line_after": F("after") if rows.model is Event else Value("", text),
        "line_type": F("content_type_id") if is_about_record else no_number,
        "line_object": F("object_id") if is_about_record else no_number,
        "line_address": no_address if is_about_record else F("address"),
    }
    return rows.annotate(**columns).values_list(*columns)


def _of_records(rows, question):
    if question.records is None:
        return rows
    condition = Q(pk__in=[])
    for content_type, number in question.records:
        condition |= Q(content_type=content_type, object_id=number)
    return rows.filter(condition)


def of_own_relations(reader):
    """What concerns the reader or the reader's relations: each model's own manager says which rows those are.

    A kind of record whose manager cannot say so breaks the trail at once, and is not shown to everybody instead;
    what is about a record, as its e-mail is, may say so too.
    """
    condition = Q(pk__in=[])
    saying = {model for model in apps.get_models() if hasattr(model._default_manager, "related_to_staff")}
    for model, content_type in ContentType.objects.get_for_models(*_record_types(), *saying).items():
        related = model._default_manager.related_to_staff(reader).order_by().values("pk")
        condition |= Q(content_type=content_type, object_id__in=related)
    return condition


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def _record_types():
    """The models that events are about: those with a reference, but for the engine's rows and histories."""
    models = [
        model
        for model in apps.get_models()
        if "reference" in _fields(model) and not issubclass(model, AboutRecord) and "history_id" not in _fields(model)
    ]
    return ContentType.objects.get_for_models(*models)


def _fields(model):
    return {field.name for field in model._meta.get_fields()}


def _named_by(model) -> str:
    """The field that may be shown of a record: its reference, and of a user the user name."""
    if model is get_user_model():
        return model.USERNAME_FIELD
    return "reference" if model is not None and "reference" in _fields(model) else ""
