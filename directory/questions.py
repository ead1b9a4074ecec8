"""A page that answers a question: posted, it becomes the address of its answer.

Only what was understood is written into the address: whatever else is typed into a box, a name above all, never
stands in a URL (ARCHITECTURE rule 6).
"""

from datetime import date
from urllib.parse import urlencode

from django.db.models import Model

FURTHEST_PAGE = 1000


def as_query(understood: dict) -> str:
    """What was understood as a query: a row by its number, a day as it is written everywhere, nothing that is empty."""
    return urlencode({name: _said(value) for name, value in understood.items() if value})


def _said(value):
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def page_number(request) -> int:
    """The page that the address asks for, the first one if it asks for none that there could be."""
    number = request.GET.get("page", "")
    return min(max(int(number), 1), FURTHEST_PAGE) if number.isascii() and number.isdigit() and len(number) < 6 else 1


def page_address(request, number: int) -> str:
    """The address of another page of the same answer."""
    query = request.GET.copy()
    query["page"] = number
    return f"{request.path}?{query.urlencode()}"
