"""What happened to one record, and who looked at it lately, is found by an index, however much else happened."""

import pytest
from django.db import connection

from audit.models import Access, Event


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Event, Access])
def test_the_rows_about_a_record_are_found_in_the_order_of_time(model):
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    assert ["content_type_id", "object_id", "at"] in [one["columns"] for one in indexes if one["index"]]
