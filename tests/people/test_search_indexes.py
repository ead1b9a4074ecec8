"""A name is found by an index, however many people are on file."""

import pytest
from django.db import connection

from people.models import Person, PersonName
from people.names import begins, holds, name_vector

pytestmark = pytest.mark.django_db


def plan(people):
    """How PostgreSQL would go about it if reading the whole table were out of the question."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return people.explain()


@pytest.mark.parametrize(("model", "index"), [(Person, "person_words"), (PersonName, "person_name_words")])
@pytest.mark.parametrize("how", [holds, begins])
def test_words_of_a_name(model, index, how):
    assert index in plan(model.objects.order_by().alias(named=name_vector()).filter(named=how(["ava"])))


@pytest.mark.parametrize(("number", "index"), [("nhs_number", "person_nhs_number"), ("upn", "person_upn")])
def test_numbers(number, index):
    assert index in plan(Person.objects.order_by().filter(**{f"{number}__in": ["9434765919"]}))
