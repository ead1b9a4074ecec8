"""The 150 stories of a fortnight: planned whole and in words before any of them is recorded.

Pure: the same moment and the same crew give the same stories.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from demo.callers import Caller, caller_of
from demo.crew import Crew
from demo.days import arrival, school_open, staffed
from demo.families import Child, Family, Registry
from demo.fates import FATES, HOUR, Course, Fate, Moment, OutOfTime
from demo.past import Past, give_pasts, may_be_on_file
from demo.saying import Step, say
from demo.scenes import SCENES, Scene
from demo.telling import Telling
from demo.words import unnamed, words_for
from demo.writing import Deck, Writer
from directory.london import london_day

TRIES, LOTS = 400, 30
EARLIER = timedelta(hours=70)
SPOKEN = {"phone", "walk_in"}


@dataclass
class Story:
    """One contact: who told what about whom, and what was done about it."""

    number: int
    fate: Fate
    scene: Scene
    channel: str
    received: datetime
    moments: list[Moment]
    family: Family = None
    child: Child = None
    named: bool = True
    caller: Caller = None
    told: list[Child] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    past: Past = None
    earlier: "Story" = None
    is_followed: bool = False

    @property
    def recorded(self) -> datetime:
        """When it was first saved."""
        return self.moments[0].at


def stories_until(now: datetime, crew: Crew) -> list[Story]:
    """The stories of the fortnight before `now`, in the order of recording; drawn by lot, the lot by the day.

    Lots that leave one story without a place are put back and all are drawn again: on a quiet weekend it happens.
    """
    for lot in range(LOTS):
        try:
            return Planner(now.replace(second=0, microsecond=0), crew, lot).stories()
        except OutOfTime as error:
            found_no_place = error
    raise found_no_place


class Planner:
    """Draws the stories: first when and what kind, then the people, then the words."""

    def __init__(self, now: datetime, crew: Crew, lot: int):
        self.now, self.crew = now, crew
        self.rng = Random(f"front door {london_day(now)} {lot or ''}".strip())
        self.deck, self.used = Deck(self.rng), Counter()
        self.families = Registry(self.rng, self.deck)

    def stories(self) -> list[Story]:
        wanted = [fate for fate in FATES for _ in range(fate.count)]
        wanted.sort(key=lambda fate: fate.since)
        stories = [self._first(n, fate) for n, fate in enumerate(wanted) if not fate.again]
        first = list(stories)
        stories += [self._again(n, fate, first) for n, fate in enumerate(wanted) if fate.again]
        give_pasts([s for s in stories if s.earlier is None], self.now, self.rng)
        stories.sort(key=lambda story: (story.recorded, story.number))
        for story in stories:
            self._put_into_words(story)
        return stories

    def _first(self, number, fate):
        for attempt in range(TRIES):
            since = fate.since + max(0, attempt - TRIES // 2) / 4
            received = arrival(self.rng, self.now - since * HOUR, self.now - fate.until * HOUR)
            scene = self._scene(received, fate)
            story = scene and self._drawn(number, fate, scene, received)
            if story:
                home = self.rng.choice(scene.homes)
                story.family, story.child = self.families.family(home, scene, london_day(received))
                if fate.of_a_team and not may_be_on_file(story, self.now):
                    continue
                self.used[scene.slug] += 1
                return story
        raise OutOfTime(f"no story for {fate.slug} by {self.now}")

    def _scene(self, received, fate):
        able = [s for s in SCENES if not s.again and s.comes_in(received) and s.leads_to(fate.decided)]
        able = [s for s in able if _suits(s, fate)]
        if not able:
            return None
        least = min(self.used[s.slug] / s.most for s in able)
        return self.rng.choice([s for s in able if self.used[s.slug] / s.most <= least])

    def _drawn(self, number, fate, scene, received):
        is_staffed = staffed(received)
        channel = self.rng.choice(scene.channels_at(received, is_staffed))
        walks_in = channel == "walk_in"
        try:
            course = Course(fate, received, channel in SPOKEN, walks_in, self.crew, self.now, self.rng)
        except OutOfTime:
            return None
        return Story(number, fate, scene, channel, received, course.moments)

    def _again(self, number, fate, stories):
        """A second story about children of an earlier one, taken by somebody who knows that name."""
        for attempt in range(TRIES):
            since = fate.since + max(0, attempt - TRIES // 2) / 4
            received = arrival(self.rng, self.now - since * HOUR, self.now - fate.until * HOUR)
            pairs = [
                (scene, story)
                for scene in SCENES
                if scene.again and scene.comes_in(received) and scene.leads_to(fate.decided)
                for story in stories
                if not story.is_followed and _may_follow(scene, story, received) and _may_come_to(fate, story)
            ]
            if not pairs:
                continue
            least = min(self.used[scene.slug] / scene.most for scene, _ in pairs)
            scene, earlier = self.rng.choice([p for p in pairs if self.used[p[0].slug] / p[0].most <= least])
            story = self._drawn(number, fate, scene, received)
            if story and story.recorded > earlier.recorded + HOUR / 4:
                story.family, story.child, story.earlier = earlier.family, earlier.child, earlier
                earlier.is_followed = True
                self.used[scene.slug] += 1
                return story
        raise OutOfTime(f"no second story for {fate.slug} by {self.now}")

    def _writer(self, story, words):
        days = {london_day(story.received), london_day(story.moments[-1].at)}
        return Writer(self.deck, words, schools_open=any(school_open(day) for day in days))

    def _put_into_words(self, story):
        rng, scene = self.rng, story.scene
        story.named = scene.knows_names or story.fate.outcome in ("early_help", "referral", "advice")
        night = story.channel == "emergency_duty_team"
        words = words_for(scene, story.family, story.child, story.received, night, rng, self.deck)
        words = words if story.named else unnamed(words)
        role, writer = self.deck.draw(f"{scene.slug} by", scene.by), self._writer(story, words)
        agency = writer.fill(scene.agency) or _agency(scene, story.child)
        story.caller = caller_of(scene, story.family, story.child, role, agency, rng, self.deck)
        words["caller"] = story.caller.called
        story.told = _told(story, rng)
        telling = Telling(scene, story.family, story.child, story.received, writer, rng)
        story.steps = say(story, telling, writer, rng)


def _suits(scene, fate):
    if fate.urgent:
        return bool(scene.urgent)
    calm = scene.priority != ["urgent"] and scene.kind != "remand"
    return (calm or fate.outcome == "referral") and (fate.detour != "reopened" or scene.professional)


def _may_follow(scene, story, received):
    since = received - story.received
    age = (london_day(received) - story.child.born).days / 365.25
    return (
        timedelta(hours=2) < since < EARLIER
        and story.earlier is None
        and story.scene.knows_names
        and not story.child.unborn
        and story.fate.outcome != "error"
        and story.scene.kind in ("concern", "domestic_abuse_notification")
        and story.family.home in scene.homes
        and scene.age[0] <= age <= scene.age[1]
        and scene.suits_school(story.child.level)
        and scene.group != story.scene.group
    )


def _may_come_to(fate, earlier):
    """What is joined is joined with one that still waits."""
    waits = earlier.fate.ends == "awaiting_decision" and not earlier.fate.outcome
    return waits if fate.outcome == "joined" else not earlier.fate.of_a_team


def _agency(scene, child):
    if scene.group == "police":
        return "Thames Valley Police"
    return child.school if scene.source in ("2A", "2B", "8") else ""


def _told(story, rng):
    """The children whom the form names: the one it is about, and mostly the brothers and sisters at home."""
    child, others = story.child, [c for c in story.family.children if c != story.child]
    alone = story.scene.alone or not story.named or story.scene.kind == "information_request"
    if alone or story.scene.source == "1C" or rng.random() < 0.4:
        return [child]
    return [child, *others]
