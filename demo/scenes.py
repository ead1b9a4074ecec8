"""What is told to a front door: each scene is a kind of story, in likenesses of every sentence."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from deadlines.working_time import is_working_day
from demo.days import school_open
from demo.writing import HERE, read
from directory.london import LONDON

OUTCOMES = ("nfa", "advice", "early_help", "referral")
GROUPS = {
    "1A": "family",
    "1B": "neighbour",
    "1C": "family",
    "1D": "neighbour",
    "2A": "school",
    "2B": "school",
    "6": "police",
    "9": "anonymous",
}
AT_SCHOOL = {"2A", "2B", "3C"}
OF_SCHOOL_AGE = {"primary", "secondary", "college"}
NEEDS_AN_OPEN_OFFICE = {"phone", "walk_in", "post", "fax", "marf", "court"}


@dataclass(frozen=True)
class Scene:
    """One kind of story.

    `age` is the child's in whole years, `months` a baby's instead. `when` says at what times such a story comes in.
    `most` is how often its sentences can be drawn without one coming twice. `newcomers` have come from abroad.
    Every other list holds likenesses.
    """

    slug: str
    source: str
    by: list[str]
    channels: list[str]
    when: str
    priority: list[str]
    concerns: list[list[str]]
    age: tuple[int, int] = (0, 17)
    months: tuple[int, int] | None = None
    mother_age: tuple[int, int] | None = None
    unborn: bool = False
    alone: bool = False
    again: bool = False
    anonymous: bool = False
    knows_names: bool = True
    by_day: bool = False
    newcomers: bool = False
    no_school: bool = False
    most: int = 3
    kind: str = "concern"
    level: str = ""
    agency: str = ""
    teller: str = ""
    caller: str = ""
    safe: str = ""
    homes: list[str] = field(default_factory=lambda: ["couple", "mother", "step"])
    urgent: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)
    protection: list[str] = field(default_factory=list)
    perpetrator: list[str] = field(default_factory=list)
    relationship: list[str] = field(default_factory=list)
    knows: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    special_needs: list[str] = field(default_factory=list)
    task: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    nfa: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    advice_given: list[str] = field(default_factory=list)
    signpost: list[str] = field(default_factory=list)
    early_help: list[str] = field(default_factory=list)
    referral: list[str] = field(default_factory=list)

    @property
    def group(self) -> str:
        """Who tells it: school, health, police, neighbour, anonymous, family or another agency."""
        if self.teller:
            return self.teller
        return "health" if self.source.startswith("3") else GROUPS.get(self.source, "agency")

    @property
    def professional(self) -> bool:
        """Whether somebody tells it whose work it is."""
        return self.group in {"school", "health", "police", "agency"}

    def leads_to(self, outcome: str) -> bool:
        """Whether such a story may end so; without an outcome in mind every story will do."""
        return not outcome or bool(getattr(self, outcome))

    def suits_school(self, level: str) -> bool:
        """Whether the child may go where a child of that age goes."""
        if self.level:
            return level == self.level
        return self.source not in AT_SCHOOL or level in OF_SCHOOL_AGE

    def comes_in(self, at: datetime) -> bool:
        """Whether such a story comes in at `at`."""
        local = at.astimezone(LONDON)
        day, hour = local.date(), local.time()
        if self.when == "any":
            return True
        if self.when == "night":
            return hour >= time(21) or hour < time(5)
        hours, is_open = WHEN[self.when]
        return is_open(day) and hours[0] <= hour < hours[1]

    def channels_at(self, at: datetime, is_staffed: bool) -> list[str]:
        """By which ways it can come in at `at`: nobody answers the telephone of a closed office."""
        if is_staffed:
            return [way for way in self.channels if way != "emergency_duty_team"] or self.channels
        open_ways = [way for way in self.channels if way not in NEEDS_AN_OPEN_OFFICE]
        return open_ways or ["emergency_duty_team"]

    def school_day(self, day: date) -> bool:
        """Whether `day` is one of those on which the teller is at work."""
        return school_open(day) if self.source in AT_SCHOOL else is_working_day(day)


WHEN = {
    "school": ((time(8, 40), time(17, 30)), school_open),
    "morning": ((time(8, 45), time(12, 30)), school_open),
    "afternoon": ((time(15, 50), time(17, 40)), school_open),
    "office": ((time(8, 35), time(17, 40)), is_working_day),
    "day": ((time(7), time(20)), lambda day: True),
    "desk": ((time(9), time(17, 15)), is_working_day),
}


def _scenes() -> tuple[Scene, ...]:
    found = []
    for path in sorted((HERE / "scenes").glob("*.toml")):
        for slug, told in read(f"scenes/{path.name}").items():
            found.append(Scene(slug=slug, **told))
    return tuple(found)


SCENES = _scenes()
