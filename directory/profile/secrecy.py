"""Who may see what is kept from most (DOMAIN section 3)."""

from dataclasses import dataclass

from directory.profile.reading import Wrong
from directory.roles import DUTY_SIDE, Role


@dataclass(frozen=True, kw_only=True)
class Secrecy:
    """Which roles see protected addresses, and which may open what is restricted to others, for how many hours.

    Only roles that see the duty side's work can: for the others there is nothing to protect. Practice managers always
    may break the glass, for they alone change and end a restriction, and need not be among its readers.
    """

    protected_addresses: tuple[Role, ...]
    break_glass: tuple[Role, ...]
    break_glass_hours: int

    def __post_init__(self):
        for key in ("protected_addresses", "break_glass"):
            for role in getattr(self, key):
                if role not in DUTY_SIDE:
                    raise Wrong(f'"{role}" does not see the work of the duty side', key)
        if Role.PRACTICE_MANAGER not in self.break_glass:
            raise Wrong("practice_manager must be among them: they alone can end a restriction", "break_glass")
        if not 1 <= self.break_glass_hours <= 72:
            raise Wrong("from 1 to 72 hours", "break_glass_hours")
