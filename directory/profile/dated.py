"""What holds from one day until another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from directory.profile.reading import Wrong


@dataclass(frozen=True, kw_only=True)
class Dated:
    """In force from the first minute of `from` to the last of `until`, both London days; empty is always."""

    from_: date | None = None
    until: date | None = None

    def __post_init__(self):
        if self.from_ and self.until and self.until < self.from_:
            raise Wrong(f"{self.until} is before from, {self.from_}", "until")

    def in_force(self, day: date) -> bool:
        """Whether this holds on the London day `day`."""
        return (self.from_ or date.min) <= day <= (self.until or date.max)

    def overlaps(self, other: "Dated") -> bool:
        """Whether some day belongs to both."""
        first = max(self.from_ or date.min, other.from_ or date.min)
        return first <= min(self.until or date.max, other.until or date.max)


def overlapping(items: Sequence[Dated], share) -> Iterable[tuple[int, int, object]]:
    """Places of any two items in force on one day that share something, and what `share` says they share."""
    for (one, first), (other, second) in combinations(enumerate(items), 2):
        if first.overlaps(second) and (shared := share(first, second)):
            yield one, other, shared


def gap(items: Iterable[Dated]) -> tuple[date, date] | None:
    """First and last day of the first gap between items that do not overlap."""
    for earlier, later in pairwise(sorted(items, key=lambda item: item.from_ or date.min)):
        day_after = earlier.until + timedelta(days=1)
        if day_after < later.from_:
            return day_after, later.from_ - timedelta(days=1)
    return None
