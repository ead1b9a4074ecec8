"""Every field of a hidden record gets a marker of its own; which fields there are is asked of the models."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

CONTENT = {"case", "person", "transient"}
"""How long content is kept; a model with another retention tells of colleagues, settings or deeds."""
TEXT = (models.CharField, models.TextField, models.JSONField, ArrayField)
MARKER = re.compile(r"Qz\d{4}x")

NO_CONTENT = {
    "contacts.Contact.state": "a slug",
    "contacts.ContactPerson.settled": "names of fields",
    "contacts.EssentialAnswer.item": "a slug",
    "contacts.NoFurtherActionRecord.outcome": "a slug",
    "contacts.EarlyHelp.state": "a slug",
    "referrals.Referral.state": "a slug",
    "referrals.Referral.priority": "a slug",
    "workflow.Slip.process": "a slug",
    "workflow.Slip.kind": "a model's label",
    "workflow.Slip.tray": "a slug",
    "workflow.Slip.priority": "a slug",
    "workflow.Decision.step": "a slug",
    "workflow.Stay.state": "a slug",
    "people.Person.disabilities": "codes",
    "people.Search.key": "random",
    "mainsystem.ImportedRow.table": "a slug",
    "mainsystem.ImportedRow.key": "the main system's number of a row",
    "mainsystem.ImportedRow.said": "digests",
    "mainsystem.ImportedRow.text": "a worker's name",
    "deadlines.Deadline.rule": "a slug",
    "correspondence.Notice.name": "a slug",
    "correspondence.Notice.key": "numbers",
    "correspondence.Outbox.key": "numbers",
    "correspondence.Outbox.to": "a colleague's address",
    "correspondence.Outbox.subject": "the same for all (test_traces)",
    "correspondence.Outbox.message_id": "random",
    "audit.Heartbeat.loop": "a slug",
}
"""Fields that hold no word about anybody, and why."""

REFERENCES = {
    "contacts.Contact.reference",
    "contacts.NoFurtherActionRecord.reference",
    "contacts.EarlyHelp.reference",
    "referrals.Referral.reference",
    "people.Person.reference",
    "workflow.Slip.reference",
    "correspondence.Notice.reference",
    "correspondence.Notice.address",
}
"""Fields that hold a record's reference or address: tried as such in every route."""

WORDS = "workflow.Decision.words"
"""What was said with an action: append-only, so that its markers are said and not written over it."""

ON_NO_PAGE = {
    "people.Person.former_upn": "for the census alone",
    "people.Person.main_system_id": "for imports alone",
    "people.Household.label": "for telling households apart in the tests and the demo",
    "correspondence.Notice.sentence": "in an e-mail; a page says more to whoever may see the record now",
    "correspondence.Outbox.body": "in an e-mail",
    "correspondence.Outbox.error": "for an administrator alone",
}
"""Fields that no page shows anybody, and why; outsiders must not meet them either."""


def content_models() -> list[type[models.Model]]:
    """Every model that holds something about a family, but for the history that simple-history keeps of it."""
    ours = [model for model in apps.get_models() if getattr(model, "retention", None) in CONTENT]
    return [model for model in ours if not hasattr(model, "instance_type")]


def text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """The model's fields that can hold words; a code set is none."""
    for each in model._meta.fields:
        if isinstance(each, TEXT) and not each.choices and each.name != "wall":
            yield each


def marked_fields() -> set[str]:
    """Every field that must have a marker."""
    return (
        {f"{model._meta.label}.{each.name}" for model in content_models() for each in text_fields(model)}
        - set(NO_CONTENT)
        - REFERENCES
    )


@dataclass
class Markers:
    """The markers given so far, by field."""

    given: dict[str, list[str]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    last: dict[type, object] = field(default_factory=dict)

    def mark_new(self) -> None:
        """Overwrite every word in every row that came since the last time."""
        for model in content_models():
            rows = model._base_manager.exclude(pk__in=self.last.get(model, []))
            for row in rows.order_by("pk"):
                self._mark(model, row)
            self.last[model] = set(model._base_manager.values_list("pk", flat=True))

    def leave_as_they_are(self) -> None:
        """What is there now is of another family, and keeps its words."""
        for model in content_models():
            self.last[model] = set(model._base_manager.values_list("pk", flat=True))

    def _mark(self, model, row):
        changed = {}
        for each in text_fields(model):
            label = f"{model._meta.label}.{each.name}"
            if label in marked_fields() - {WORDS} and getattr(row, each.name):
                changed[each.name] = self._word(label, getattr(row, each.name))
        if changed:
            model._base_manager.filter(pk=row.pk).update(**changed)

    def _word(self, label, value):
        if isinstance(value, dict):
            return {key: self._word(label, inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._word(label, inner) for inner in value]
        word = self.new(label)
        return f"{word}@council.example" if "@" in str(value) else word

    def new(self, label: str) -> str:
        """A marker for the field, never given before."""
        word = f"Qz{next(self.numbers):04}x"
        self.given.setdefault(label, []).append(word)
        return word
