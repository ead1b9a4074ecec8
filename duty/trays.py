"""Which trays there are, and who may open which (DOMAIN section 4)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from directory.models import Team
from directory.roles import DUTY_SIDE, TEAM_ROLES
from directory.services import team_of as team_of_user
from workflow.models import Slip
from workflow.process import Place, Process, processes

WORKER, TEAM = "worker-", "team-"


@dataclass(frozen=True)
class Tray:
    """A named tray, or the own tray of `holder` or of `team`. `empty` says what to do when nothing lies in it."""

    slug: str
    title: str
    label: str
    note: str
    empty: str
    holder: object = None
    team: Team | None = None

    @property
    def place(self) -> str:
        """What a process calls it: a name, or somebody's own."""
        return Place.HOLDER if self.holder else Place.TEAM if self.team else self.slug

    @property
    def lies_here(self) -> Q:
        """The slips that lie in it, whoever may see them."""
        if self.holder:
            return Q(holder=self.holder)
        return Q(team=self.team) if self.team else Q(tray=self.slug)

    def slips(self, user) -> QuerySet:
        """What lies in it as far as `user` may know, urgent first, then the nearest deadline."""
        return Slip.objects.visible_to(user).filter(self.lies_here).order_by("rank", "due_at", "pk")

    def holds(self) -> list[Process]:
        """The processes whose items can lie in it."""
        return [process for process in processes() if self.place in process.trays.values()]


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


def trays_open_to(user, roles: Collection[str]) -> list[Tray]:
    """The trays that stand in the header of `user`: the named ones for the duty side, and their own team's."""
    trays = [tray for tray in NAMED if tray.holds()] if DUTY_SIDE & set(roles) else []
    team = team_of_user(user, timezone.now()) if TEAM_ROLES & set(roles) else None
    return [*trays, tray_of_team(team)] if team else trays


def tray_for(slug: str, user, roles: Collection[str]) -> Tray | None:
    """The tray of that slug, if there is one and `user` may open it.

    A worker's own is theirs and the duty side's, a team's its members' and the duty side's.
    """
    on_duty_side = bool(DUTY_SIDE & set(roles))
    if slug.startswith(WORKER):
        return _tray_of_worker(slug.removeprefix(WORKER), user, on_duty_side)
    if slug.startswith(TEAM) and on_duty_side and "\0" not in slug:
        team = Team.objects.filter(slug=slug.removeprefix(TEAM)).first()
        return team and tray_of_team(team)
    return next((tray for tray in trays_open_to(user, roles) if tray.slug == slug), None)


def _tray_of_worker(username, user, on_duty_side):
    if "\0" in username:
        return None
    if username == user.username:
        return tray_of(user, user)
    worker = get_user_model().objects.filter(username=username).first() if on_duty_side else None
    return worker and tray_of(worker, user)


def tray_of_team(team: Team) -> Tray:
    """The tray of a receiving team."""
    return Tray(
        slug=TEAM + team.slug,
        title=f"{team.name}: tray",
        label=team.name,
        note="Passed on by the front door",
        empty="What the front door passes to the team comes in here by itself.",
        team=team,
    )


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
