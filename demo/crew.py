"""Who is at the desk when: the demo's staff by role, and whose turn it is on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from deadlines.working_time import is_working_day
from directory.london import london_day
from directory.roles import Role

MANAGERS_DAY_OFF = 6
"""Every sixth day the practice manager decides in the duty manager's place."""


@dataclass(frozen=True)
class Crew:
    """User names by role. Every duty-team role has somebody in it."""

    by_role: Mapping[str, tuple[str, ...]]

    def _turn(self, role, day: date, shift=0):
        people = self.by_role[role]
        return people[(day.toordinal() + shift) % len(people)]

    def recorder(self, at: datetime, shift: int) -> str:
        """A customer services officer; one alone keeps the weekend."""
        day = london_day(at)
        return self._turn(Role.CSO, day, shift if is_working_day(day) else 0)

    def manager(self, at: datetime) -> str:
        """Who decides that day."""
        day = london_day(at)
        off = day.toordinal() % MANAGERS_DAY_OFF == 0
        return self._turn(Role.PRACTICE_MANAGER if off else Role.DUTY_MANAGER, day)

    def reviewer(self, at: datetime, shift: int) -> str:
        """Who reviews the tray: the managers work it together on working days."""
        day = london_day(at)
        return self._turn(Role.EARLY_HELP_MANAGER, day) if shift % 3 == 0 and is_working_day(day) else self.manager(at)

    def practice_manager(self, at: datetime) -> str:
        """The manager of the duty team."""
        return self._turn(Role.PRACTICE_MANAGER, london_day(at))

    def desk_worker(self, day: date) -> str:
        """The duty social worker who keeps the desk on a day."""
        return self._turn(Role.DUTY_SOCIAL_WORKER, day)

    def social_worker(self, at: datetime, shift: int) -> str:
        """The duty desk worker of the day, or a colleague."""
        return self._turn(Role.DUTY_SOCIAL_WORKER, london_day(at), shift // 2 % 2)

    def early_help_worker(self, at: datetime) -> str:
        """An early help duty worker."""
        return self._turn(Role.EARLY_HELP_WORKER, london_day(at))

    def team_support(self, at: datetime) -> str:
        """The business support officer of the receiving team that the demo has people in."""
        return self._turn(Role.TEAM_BSO, london_day(at))

    def reception(self, at: datetime) -> str:
        """Who is at the reception desk."""
        return self._turn(Role.RECEPTION, london_day(at))
