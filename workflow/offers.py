"""What may be done to a record now, by whom, and what is not possible yet and why."""

from dataclasses import dataclass

from directory.models import roles_of
from workflow.process import Transition, Unmet, process_of


@dataclass(frozen=True)
class Offer:
    """One action that a user may do to a record in its present state; `unmet` says what is still in its way."""

    transition: Transition
    unmet: tuple[Unmet, ...]

    @property
    def possible(self) -> bool:
        """Nothing is wanting but the action's own fields."""
        return not self.unmet

    @property
    def reason(self) -> str:
        """Why it is not possible yet, in words."""
        return " ".join(unmet.sentence for unmet in self.unmet)

    @property
    def slugs(self) -> str:
        """The unmet guards' slugs, separated by spaces."""
        return " ".join(slug for unmet in self.unmet for slug in unmet.slugs)


def offers(record, user) -> list[Offer]:
    """The actions of the record's process that its state and the user's roles allow, in the declaration's order.

    A guard that several of them have is asked once: it says the same of each.
    """
    process, roles = process_of(record), roles_of(user)
    offered = [
        transition
        for transition in (process.transitions if process else ())
        if record.state in transition.source and transition.may(record, user, roles)
    ]
    said = {guard: guard(record, user, {}) for guard in dict.fromkeys(g for one in offered for g in one.guards)}
    return [Offer(one, tuple(filter(None, map(said.get, one.guards)))) for one in offered]
