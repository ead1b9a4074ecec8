"""What a form takes its column can hold: nothing that somebody typed ends as a fault of the database."""

import pytest
from django import forms
from django.db import models

from contacts.forms.draft import ChildForm, DraftForm
from contacts.models import Contact, EssentialAnswer, Referrer
from contacts.services.children import PERSON_FIELDS
from contacts.services.differences import COMPARED, KEEP
from contacts.services.draft import REFERRER
from contacts.services.essential import ITEMS, NOT_KNOWN, PARENTS
from people.forms.search import SearchForm
from people.models import Person, Search
from tests.contacts.open_page import OpenPage

ANSWERS = [*(item.slug for item in ITEMS), *(PARENTS + item.slug for item in ITEMS if item.of_parents)]
LANDS = {
    **{(DraftForm, field): (Referrer, column) for column, field in REFERRER.items()},
    **{(DraftForm, name): (Contact, name) for name in ("channel", "kind")},
    **{(DraftForm, name): (EssentialAnswer, "text") for name in ANSWERS},
    (DraftForm, "concerns"): (Contact, "concerns"),
    **{(DraftForm, name + NOT_KNOWN): (EssentialAnswer, "not_known_because") for name in ANSWERS},
    **{(ChildForm, name + NOT_KNOWN): (EssentialAnswer, "not_known_because") for name in ANSWERS},
    **{(ChildForm, name): (Person, name) for name in PERSON_FIELDS},
    (SearchForm, "q"): (Search, "text"),
}
NOWHERE = {
    (DraftForm, "works_with_children"): "yes or no",
    **{(ChildForm, name + KEEP): "which of two is right" for name in COMPARED},
    (DraftForm, "received"): "a moment",
    (DraftForm, "urgent"): "flags it",
    (DraftForm, "urgent_reason"): "the words of an action, which have no length",
    (ChildForm, "person"): "finds somebody",
    (ChildForm, "who"): "finds somebody",
    (ChildForm, "row"): "a number",
    (ChildForm, "also_known_as"): "several names, each of which is measured",
}
ASKED = [(form, name) for form in (DraftForm, ChildForm, SearchForm) for name in form.base_fields]


@pytest.mark.parametrize(("form", "name"), ASKED, ids=lambda part: getattr(part, "__name__", part))
def test_a_field_takes_no_more_than_its_column_holds(form, name):
    if (form, name) in NOWHERE:
        return
    model, column = LANDS[form, name]
    field, kept = form.base_fields[name], model._meta.get_field(column)
    if isinstance(field, forms.ChoiceField):
        assert {value for value, _ in field.choices} <= {value for value, _ in kept.flatchoices} | {""}
    elif isinstance(kept, models.CharField):
        assert field.max_length == kept.max_length


def address_of(signs: int) -> str:
    """An e-mail address of so many signs, each part of it no longer than a part may be."""
    host = ".".join(["e" * 60] * 4 + ["example"])
    return f"{'r' * (signs - len(host) - 1)}@{host}"


@pytest.mark.django_db
@pytest.mark.parametrize(("signs", "status"), [(254, 200), (255, 422), (300, 422)])
def test_a_long_e_mail_address_is_taken_or_refused_by_its_field(cast, signs, status):
    page = OpenPage(cast.cleo).types(referrer_email=address_of(signs)).presses()
    assert (page.page.status, "referrer_email" in page.page.refusal) == (status, status == 422)


@pytest.mark.django_db
def test_a_letter_that_is_kept_as_three_is_counted_as_three(cast):
    page = OpenPage(cast.cleo).types(child_0_given_name="\ufb2c" * 100, child_0_family_name="Hall").presses()
    assert page.page.status == 422
    assert "child-0-given_name" in page.page.refusal
