"""Playing stories: every step through the forms, services and transitions that the pages use, at its own time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from audit.models import Access
from contacts.forms.draft import DraftForm, child_forms
from contacts.services.draft import Sending, begin_draft, save_draft
from deadlines.services import next_stage_due, sweep
from demo.background import Files
from demo.saying import EARLIER, TEAM, Step
from demo.stories import Story
from people.forms.search import NEW
from workflow.engine import perform

STARTS_CLOCKS = {
    "begin", "save", "correct_receipt", "decide_advice", "decide_early_help", "decide_referral", "reopen",
    "pass_to_team", "join",
}  # fmt: skip
BEAT = timedelta(seconds=15)
"""The sweep runs as often as that, so a stage is announced within it."""


class NotTaken(Exception):
    """A form of the demo was not taken: its words do not fit what the pages ask."""


class Player:
    """Plays stories in the order of time, with the sweep between their steps."""

    def __init__(self, users: Mapping[str, object], files: Files, now: datetime):
        self.users, self.files, self.now = users, files, now
        self.rng = Random(f"beat {now:%Y-%m-%d}")
        self.contacts, self.references, self.looks = {}, {}, []
        self.next_due = None

    def play(self, stories: Sequence[Story], go_on: Callable[[], None]) -> None:
        """Play these stories until now. One that follows another must be among them with it.

        `go_on` is asked before every step, and raises when there is no sense in it any more.
        """
        for story in stories:
            if story.past:
                self.references |= self.files.open(story)
        steps = [
            (step.at, story.number, order, story, step) for story in stories for order, step in enumerate(story.steps)
        ]
        for at, _, _, story, step in sorted(steps, key=lambda entry: entry[:3]):
            go_on()
            self._sweep_until(at)
            self._do(story, step)
        self._sweep_until(self.now)
        Access.behind_walls.bulk_create(sorted(self.looks, key=lambda look: look.at))

    def _do(self, story, step):
        actor = self.users[step.who]
        if step.verb == "begin":
            said, children = self._form(story, step)
            contact = begin_draft(actor, said, children, {}, step.at, uuid4())
        elif step.verb == "save":
            contact = self.contacts[story.number]
            said, children = self._form(story, step)
            contact = save_draft(contact, actor, said, children, {}, step.at, Sending(seen_version=contact.version))
        else:
            contact = self.contacts[story.number]
            self._look(contact, actor, step.at)
            data = {name: self._known_now(story, text) for name, text in step.data.items()}
            contact = perform(contact, step.verb, actor, data, contact.version, step.at, uuid4())
            if step.verb == "join":
                self.contacts[story.earlier.number].refresh_from_db()
        self.contacts[story.number] = contact
        if step.verb in ("begin", "save") and story.is_followed:
            self._remember(contact, story, step)
        if step.verb in STARTS_CLOCKS:
            self.next_due = None

    def _form(self, story: Story, step: Step):
        posted = dict(step.data) | {"children-total": str(len(step.children))}
        for number, (child, said) in enumerate(zip(story.told, step.children, strict=False)):
            who = self.references.get(child, NEW)
            posted |= {f"child-{number}-{name}": text for name, text in (said | {"who": who}).items()}
        form, children = DraftForm(posted), child_forms(posted)
        wrong = [one.errors.as_json() for one in (form, *children) if not one.is_valid()]
        if wrong:
            raise NotTaken(f"{story.scene.slug}: {wrong}")
        return form.cleaned_data, [child.cleaned_data for child in children]

    def _remember(self, contact, story, step):
        """Who the children are, for the next who rings about them."""
        recorded = {str(row): reference for row, reference in contact.involved.values_list("row", "person__reference")}
        for child, said in zip(story.told, step.children, strict=False):
            self.references[child] = recorded[said["row"]]

    def _known_now(self, story, text):
        if TEAM in text:
            text = text.replace(TEAM, self.files.team(story.past).name)
        if EARLIER in text:
            text = text.replace(EARLIER, self.contacts[story.earlier.number].reference)
        return text

    def _look(self, contact, actor, at):
        """Whoever acts has opened the page before; a colleague looks in now and then."""
        before = at - timedelta(seconds=self.rng.randint(40, 300))
        self.looks.append(Access(at=before, user=actor, record=contact, via="page"))
        if self.rng.random() < 0.15:
            colleague = self.users[self.rng.choice(self.files.readers)]
            self.looks.append(Access(at=before - timedelta(minutes=3), user=colleague, record=contact, via="page"))

    def _sweep_until(self, at):
        while True:
            if self.next_due is None:
                self.next_due = next_stage_due() or self.now + timedelta(days=1)
            if self.next_due > at:
                return
            sweep(min(self.next_due + self.rng.random() * BEAT, at))
            self.next_due = None
