"""Which trays there are, and who may open which (DOMAIN section 4)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from directory.roles import DUTY_SIDE
from workflow.models import Slip
from workflow.process import Place, Process, processes

WORKER = "worker-"


@dataclass(frozen=True)
class Tray:
    """A named tray, or the own tray of `holder`. `empty` says what to do when nothing lies in it."""

    slug: str
    title: str
    label: str
    note: str
    empty: str
    holder: object = None

    def slips(self, user) -> QuerySet:
        """What lies in it as far as `user` may know, urgent first, then the nearest deadline."""
        slips = Slip.objects.visible_to(user)
        if self.holder is None:
            return slips.in_tray(self.slug)
        return slips.filter(holder=self.holder).order_by("rank", "due_at", "pk")

    def holds(self) -> list[Process]:
        """The processes whose items can lie in it."""
        place = self.slug if self.holder is None else Place.HOLDER
        return [process for process in processes() if place in process.trays.values()]


NAMED = (
    Tray(
        "intake",
        "Intake",
        "Intake",
        "Contacts that are being taken down",
        "A contact lies here from its first save until it is submitted.",
    ),
    Tray(
        "duty",
        "Duty tray",
        "Duty",
        "To be reviewed and decided",
        "What is submitted comes in here by itself, urgent first.",
    ),
    Tray(
        "early_help",
        "Early help tray",
        "Early help",
        "Episodes to be assigned and approved",
        "What is decided as early help comes in here by itself.",
    ),
)
"""The named trays, in the header's order; one that no process lays anything in does not exist."""


def trays_open_to(roles: Collection[str]) -> list[Tray]:
    """The named trays that somebody with `roles` may open."""
    return [tray for tray in NAMED if tray.holds()] if DUTY_SIDE & set(roles) else []


def tray_for(slug: str, user, roles: Collection[str]) -> Tray | None:
    """The tray of that slug, if there is one and `user` may open it: a worker's own is theirs and the duty side's."""
    if not slug.startswith(WORKER):
        return next((tray for tray in trays_open_to(roles) if tray.slug == slug), None)
    username = slug.removeprefix(WORKER)
    if "\0" in username:
        return None
    if username == user.username:
        return tray_of(user, user)
    worker = get_user_model().objects.filter(username=username).first() if DUTY_SIDE & set(roles) else None
    return worker and tray_of(worker, user)


def tray_of(worker, user) -> Tray:
    """A worker's own tray, as `user` sees it."""
    mine = worker.pk == user.pk
    return Tray(
        slug=WORKER + worker.username,
        title="My tray" if mine else f"{worker.name}'s tray",
        label=worker.name,
        note="Assigned to you" if mine else f"Assigned to {worker.name}",
        empty="What a manager assigns comes in here by itself.",
        holder=worker,
    )
