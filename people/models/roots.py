"""Who is the same as whom, in a query."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Func
from django.db.models.functions import Coalesce


def root(path=""):
    """The person that a person was found to be the same as, or the person: reads go by it."""
    return Coalesce(f"{path}identity_id", f"{path}id")


def is_any_of(expression, queryset):
    """A condition: the value is one of those that `queryset`, of a few rows and one column, gives.

    They are read once for the whole query, into an array: nothing for the planner to choose among, so that a
    database just filled, of whose size it knows nothing yet, answers as fast as one that it knows.
    """
    return Func(
        expression,
        ArraySubquery(queryset),
        template="(%(expressions)s))",
        arg_joiner=" = ANY (",
        output_field=models.BooleanField(),
    )
