"""How much lies in which tray: one query a request, for the header and a tray's status line together."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Aggregate, Count, Q

from duty.trays import Tray
from workflow.models import Slip


def header_figures(trays: Iterable[Tray], now: datetime) -> dict[str, Aggregate]:
    """For each tray, how many items are open and how many of them are breached, as aggregates over slips."""
    figures = {}
    for tray in trays:
        figures[f"{tray.slug}_open"] = Count("pk", filter=tray.lies_here)
        figures[f"{tray.slug}_breached"] = Count("pk", filter=tray.lies_here & Q(due_at__lte=now))
    return figures


def ask_figures(request, trays: Iterable[Tray], now: datetime, more: Mapping = {}, aliases: Mapping = {}) -> dict:
    """The header's figures, as the asker may know them; kept with the request for the header.

    `more` are further aggregates, and `aliases` the conditions that they name.
    """
    slips = Slip.objects.visible_to(request.user).alias(**aliases)
    request.tray_figures = slips.aggregate(**header_figures(trays, now), **more)
    return request.tray_figures
