"""What is said at each step of a story: the form, tasks, notes, rationales, advice."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from demo.days import MINUTE, desk_later
from demo.past import CLOSED_LATELY, OPEN
from demo.telling import Telling
from demo.writing import Writer, read, sentences
from directory.london import LONDON
from people.ages import said_day

OFFICE = read("office.toml")
TEAM, EARLIER = "[team]", "[earlier]"
"""Known only when the story is played: a team's name, an earlier contact's reference."""
BEFORE_ANYBODY_ELSE = (1, 1.9)
"""Minutes in which the recorder adds a note: the next step of a contact comes later than that."""
DRAFT_GAPS, FIRST_SAVE_GAPS, URGENT_GAPS = 0.45, 0.6, 0.3
RATIONALES = {
    "decide_no_further_action": "nfa",
    "decide_advice": "advice",
    "decide_early_help": "early_help",
    "decide_referral": "referral",
}


@dataclass(frozen=True)
class Step:
    """One thing that somebody does: what the page's form would be posted with. `children` are those of the form."""

    at: datetime
    who: str
    verb: str
    data: dict[str, str] = field(default_factory=dict)
    children: tuple[dict[str, str], ...] = ()


def written(at: datetime) -> str:
    """A moment as it is typed into a form."""
    return f"{at.astimezone(LONDON):%d/%m/%Y %H:%M}"


def say(story, telling: Telling, writer: Writer, rng: Random) -> list[Step]:
    """The steps of `story`, in words."""
    return Sayer(story, telling, writer, rng).steps()


class Sayer:
    """Finds the words for each moment of one story."""

    def __init__(self, story, telling, writer, rng):
        self.story, self.telling, self.writer, self.rng = story, telling, writer, rng
        self.note, self.advice = "", {}

    def steps(self) -> list[Step]:
        story = self.story
        saves = [m for m in story.moments if m.verb in ("begin", "save")]
        forms = self._forms(len(saves))
        steps = [Step(m.at, m.who, m.verb, *form) for m, form in zip(saves, forms, strict=True)]
        for moment in story.moments[len(saves) :]:
            say = getattr(self, f"_{moment.verb}", dict)
            steps.append(Step(moment.at, moment.who, moment.verb, say(moment) if say is not dict else {}))
        return self._with_notes(steps)

    def _forms(self, count):
        """The form as it stood at each save: with gaps at first, and at last as full as it gets."""
        story = self.story
        half = story.fate.ends == "draft" or story.fate.outcome == "error"
        missing = DRAFT_GAPS if half else URGENT_GAPS if story.fate.urgent else 0
        once = self.telling.once(missing) | self._head()
        on_file = bool(story.earlier or story.past)
        children = [self.telling.child_form(child, missing, story.named, on_file) for child in story.told]
        full = (once, tuple(children))
        if count == 1:
            return [full]
        said = {name: text for name, text in once.items() if name in KEPT or self.rng.random() > FIRST_SAVE_GAPS}
        return [(said, tuple(children[:1])), full]

    def _head(self):
        story = self.story
        received = story.moments[0].at - 4 * MINUTE if story.fate.corrected else story.received
        head = {"channel": story.channel, "kind": story.scene.kind, "received": written(received)}
        head |= {"works_with_children": "no", "urgent": "yes" if story.fate.urgent else "no"}
        if story.fate.urgent:
            head["urgent_reason"] = self.telling.of("urgent", story.scene.urgent)
        return head | story.caller.said

    def _with_notes(self, steps):
        """What is added in passing: the earlier contact, and the team that has or had the case."""
        story, past = self.story, self.story.past
        submitted = next((step for step in steps if step.verb == "submit"), None)
        if submitted is None or steps[-1] is submitted:
            return steps
        pile = "again" if story.earlier else {OPEN: "open_case", CLOSED_LATELY: "closed_lately"}.get(past and past.kind)
        if pile is None:
            return steps
        self.writer.words |= {
            "team": TEAM,
            "earlier": EARLIER,
            "closed": said_day(past.until) if past and past.until else "",
        }
        at = desk_later(submitted.at, self.rng.uniform(*BEFORE_ANYBODY_ELSE)).replace(microsecond=0)
        note = Step(at, submitted.who, "add_information", {"note": self._office(pile)})
        return sorted([*steps, note], key=lambda step: step.at)

    def _office(self, pile):
        return self.writer.draw(f"office {pile}", OFFICE[pile])

    def _submit(self, moment):
        return {}

    def _correct_receipt(self, moment):
        return {"received": written(self.story.received), "reason": self._office("corrected")}

    def _prioritise(self, moment):
        chosen = [p for p in self.story.scene.priority if p != "urgent"] or ["assessment"]
        likely = {"referral": "assessment", "early_help": "early_help"}.get(self.story.fate.outcome)
        return {"priority": likely or self.rng.choice(chosen)}

    def _assign(self, moment):
        whose = "" if self.story.named else "_unnamed"
        pairs = list(zip(self.story.scene.task, self.story.scene.note, strict=False))
        pairs += list(zip(OFFICE[f"task{whose}"], OFFICE[f"note{whose}"], strict=True))
        task, self.note = self.writer.pick(f"{self.story.scene.slug} task", pairs)
        return {"worker": moment.to, "task": sentences(self.writer.fill(task))}

    def _return_to_tray(self, moment):
        return {"note": sentences(self.writer.fill(self.note))}

    def _add_information(self, moment):
        return {"note": self._office("added_by_professional" if self.story.scene.professional else "added")}

    def _decide(self, moment):
        pile = RATIONALES[moment.verb]
        return {"rationale": self.telling.of(pile, getattr(self.story.scene, pile))}

    def _decide_no_further_action(self, moment):
        again = any(step.verb == "reopen" and step.at < moment.at for step in self.story.moments)
        said = {"rationale": self._office("decided_again")} if again else self._decide(moment)
        not_met = "not met" in said["rationale"] or self.rng.random() < 0.4
        return said | {"threshold": "not_met" if not_met else "not_recorded"}

    def _decide_advice(self, moment):
        return self._decide(moment) | {"worker": moment.to}

    _decide_early_help = _decide_referral = _decide

    def _complete_advice(self, moment):
        scene = self.story.scene
        if self.advice:
            return self.advice | {"advice_given": f"{self.advice['advice_given']} {self._office('asked_for')}"}
        self.advice = {"advice_given": self.telling.of("advice given", scene.advice_given)}
        if scene.signpost and self.rng.random() < 0.7:
            self.advice["signposted_to"] = self.telling.of("signpost", scene.signpost)
        return self.advice

    def _authorise(self, moment):
        return {}

    def _send_back(self, moment):
        return {"reason": self._office("send_back")}

    def _send_to_team_manager(self, moment):
        return {"discussion": self._office("to_their_manager")}

    def _join(self, moment):
        return {"with": EARLIER}

    def _reopen(self, moment):
        return {"reason": self._office("reopen")}

    def _discard(self, moment):
        return {"reason": self._office("discard")}


KEPT = {
    "channel",
    "kind",
    "received",
    "concerns",
    "referrer_name",
    "referrer_source",
    "works_with_children",
    "urgent",
    "urgent_reason",
    "anonymous",
}
"""What a recorder types first."""
