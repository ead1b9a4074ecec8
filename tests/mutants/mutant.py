"""What a mutant is: one rule of the product taken away by one change to one file."""

from dataclasses import dataclass
from pathlib import Path

HAPPY_JOURNEY = "tests/mutants/test_happy_journey.py"
"""What works whichever rule is gone: a mutant under which nothing works would prove nothing about its rule."""


class WrongAnchor(Exception):
    """What a mutant is to replace does not stand in its file exactly once."""


@dataclass(frozen=True)
class Mutant:
    """`rule` says what is taken away: in `file`, `old` becomes `new`, and each test named in `dies_by` must notice.

    A test notices by an assertion of its own. Of a parametrised test that is named without its
    parameters one case at least must notice.
    """

    name: str
    rule: str
    file: str
    old: str
    new: str
    dies_by: tuple[str, ...]

    @property
    def changes_the_schema(self) -> bool:
        """Whether it is only there in a database that was migrated with it."""
        return "/migrations/" in self.file

    def mutated(self, checkout: Path) -> str:
        """The text of its file without the rule. Raises `WrongAnchor` unless `old` stands there exactly once."""
        file = checkout / self.file
        text = file.read_text() if file.exists() else ""
        found = text.count(self.old)
        if found != 1:
            raise WrongAnchor(f"{self.name}: what it replaces stands {found} times in {self.file}, not once")
        return text.replace(self.old, self.new)
