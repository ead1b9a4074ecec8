"""Taking a contact down, as a recorder does: a page in the order of a call, a child at a time."""

from tests.acceptance import complete
from tests.acceptance.front import REDIRECTS, Page
from tests.acceptance.language import listed
from tests.acceptance.world import World

NEW_CONTACT = "/contacts/new/"
FORM = "form#contact-form"
SOMEBODY_NEW = "new"


class Recording:
    """One contact being taken down by one user, from the empty page to the last button."""

    def __init__(self, world: World, who: str):
        self.world, self.who, self.browser = world, who, world.browser(who)
        self._show(self.browser.get(NEW_CONTACT))

    def name_children(self, names: list[str]) -> None:
        """Each child, one after the other; the recorder says who of those on file is meant, or that nobody is."""
        for number, name in enumerate(names):
            if number:
                self._press("child")
            given, _, family = name.rpartition(" ")
            self.form.put(f"child-{number}-given_name", given)
            self.form.put(f"child-{number}-family_name", family)
            answer = self._post(self.form.action)
            if answer.status == 422:
                self._show(answer)
                self._say_who(number, self.world.people.get(name))
                answer = self._post(self.form.action)
            self._arrive(answer)
            self._check(number, name)

    def put(self, fields: dict[str, str]) -> None:
        """Fill in fields by their slugs; what is asked of each child goes in for every child."""
        for slug, text in fields.items():
            answers = self._answers(slug, text)
            assert answers, f'a contact is asked nothing called "{slug}"'
            for name, part in answers.items():
                self.form.put(name, part)

    def complete(self) -> None:
        """Fill in with plausible answers whatever is still empty, and a birth date for a child who has none."""
        for slug, text in (complete.CONTACT | complete.CHILD).items():
            for name, part in self._answers(slug, text).items():
                if not any(self.form.controls[name].values):
                    self.form.put(name, part)
        for name in [name for name in self.form.controls if name.endswith("-birth_date")]:
            if not any(self.form.controls[name].values):
                self.form.put(name, f"{self.world.clock.now.year - 6}-01-15")

    def save(self) -> None:
        """Press "Save draft"."""
        self._arrive(self._post(self.form.action))

    def submit(self) -> None:
        """Press the button that sends it to the duty tray."""
        address = self.form.button("submit")
        assert address, f'{self.who} is offered no "submit"'
        self._arrive(self._post(address))

    def _answers(self, slug, text):
        asked = complete.OF_EACH_CHILD.get(slug, (slug,))
        parts = listed(text) if len(asked) > 1 else []
        parts = parts if len(parts) == len(asked) else [text] * len(asked)
        answers = dict.fromkeys((slug, f"parents_{slug}"), text)
        for number in range(self._children()):
            answers |= {f"child-{number}-{name}": part for name, part in zip(asked, parts, strict=True)}
        return {name: part for name, part in answers.items() if name in self.form}

    def _children(self):
        return sum(name.endswith("-given_name") for name in self.form.controls)

    def _say_who(self, number, person):
        choice = self.form.controls[f"child-{number}-who"]
        offered = [value for value, _ in choice.options]
        assert offered, f"{self.who} could not save: {self.page.refusal}"
        choice.values = [person.reference if person and person.reference in offered else SOMEBODY_NEW]

    def _check(self, number, name):
        person = self.world.people.get(name)
        linked = self.form.controls[f"child-{number}-person"].values
        if person and (self.who, name) not in self.world.own_relations:
            assert linked == [person.reference], f'the contact was not linked to "{name}", who is on file'

    def _press(self, path):
        button = self.page.first(f'button[formaction$="/{path}/"]')
        assert button is not None, f'there is no button that leads to "{path}"'
        self._arrive(self._post(button["formaction"]))

    def _post(self, address):
        return self.browser.post(address, self.form.data())

    def _arrive(self, answer: Page):
        assert answer.status in REDIRECTS, f"{self.who} could not go on ({answer.status}): {answer.refusal}"
        self._show(self.browser.follow(answer))

    def _show(self, page: Page):
        self.page, self.form = page, page.form(FORM)
        there = page.found and (self.form is not None or page.main.get("data-reference"))
        assert there or page.status == 422, f"{self.who} is shown no contact at {page.address}: {page.status}"
