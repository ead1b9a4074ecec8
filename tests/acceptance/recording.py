"""Taking a contact down, as a recorder does: a page in the order of a call, a child at a time."""

from tests.acceptance import complete
from tests.acceptance.front import REDIRECTS, Page
from tests.acceptance.language import listed
from tests.acceptance.world import World, person_page

NEW_CONTACT = "/contacts/new/"
FORM = "form#contact-form"
SOMEBODY_NEW = "new"
ANOTHER_CHILD = 'button[formaction$="/child/"]'


class Recording:
    """One contact being taken down by one user, from the empty page to the last button."""

    def __init__(self, world: World, who: str):
        self.world, self.who, self.browser = world, who, world.browser(who)
        self.names: list[str] = []
        self._show(self.browser.get(NEW_CONTACT))

    def name_children(self, names: list[str]) -> None:
        """Each child by name and birth date, one after the other."""
        for number, name in enumerate(names):
            if number:
                self._press(self.page.first(ANOTHER_CHILD)["formaction"])
            self.names.append(name)
            self._name(f"child-{number}-", name, self.world.people.get(name))

    def put(self, fields: dict[str, str]) -> None:
        """Fill in fields by their slugs; what is asked of each child goes in for every child."""
        for slug, text in fields.items():
            answers = self._answers(slug, text)
            assert answers, f'a contact is asked nothing called "{slug}"'
            for name, part in answers.items():
                self.form.put(name, part)

    def complete(self, said: dict[str, str]) -> None:
        """Fill in with plausible answers whatever is still empty and is not among what was `said`."""
        for slug, text in (complete.CONTACT | complete.CHILD).items():
            for name, part in self._answers(slug, text).items() if slug not in said else ():
                if not any(self.form.controls[name].values):
                    self.form.put(name, part)

    def save(self) -> Page:
        """Press "Save draft"."""
        return self._press(self.form.action)

    def submit(self) -> Page:
        """Press the button that sends it to the duty tray."""
        address = self.form.button("submit")
        assert address, f'{self.who} is offered no "submit"'
        return self._press(address)

    def _name(self, prefix, name, person):
        given, _, family = name.rpartition(" ")
        born = person.birth_date if person else None
        self.form.put(f"{prefix}given_name", given)
        self.form.put(f"{prefix}family_name", family)
        self.form.put(f"{prefix}birth_date", born.isoformat() if born else complete.BORN)
        if born and born > self.world.clock.now.date():
            self.form.put(f"{prefix}birth_date_is", "expected")

    def _answers(self, slug, text):
        asked = complete.OF_EACH_CHILD.get(slug, (slug,))
        parts = listed(text) if len(asked) > 1 else []
        parts = parts if len(parts) == len(asked) else [text] * len(asked)
        answers = dict.fromkeys((slug, f"parents_{slug}"), text)
        for number in range(len(self.names)):
            answers |= {f"child-{number}-{name}": part for name, part in zip(asked, parts, strict=True)}
        return {name: part for name, part in answers.items() if name in self.form}

    def _press(self, address):
        """Send the page; where it asks who a child is, say so and send it again."""
        answer = self._post(address)
        if answer.status == 422:
            self._show(answer)
            self._say_who()
            answer = self._post(address)
        assert answer.status in REDIRECTS, f"{self.who} could not go on ({answer.status}): {answer.refusal}"
        self._show(self.browser.follow(answer))
        self._check()
        return self.page

    def _say_who(self):
        """The recorder's choice: the one on file who is meant, or that it is somebody new."""
        for number, name in enumerate(self.names):
            choice = self.form.controls.get(f"child-{number}-who")
            person = self.world.people.get(name)
            if choice and choice.options:
                offered = [value for value, _ in choice.options]
                choice.values = [person.reference if person and person.reference in offered else SOMEBODY_NEW]

    def _check(self):
        for name in self.names:
            person = self.world.people.get(name)
            if person and person.reference not in self.page.text:
                known = self.browser.get(person_page(person)).found
                assert not known, f'{self.who} knows "{name}", who is on file, and the contact was not linked to them'

    def _post(self, address):
        return self.browser.post(address, self.form.data())

    def _show(self, page: Page):
        self.page, self.form = page, page.form(FORM)
        shown = self.form is not None or (page.found and page.main.get("data-reference"))
        assert shown, f"{self.who} is shown no contact at {page.address}: {page.status}"
