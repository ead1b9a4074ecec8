"""The page of a draft as somebody has it open: what they type, what its buttons send, and what its script does."""

from uuid import uuid4

from contacts.models import Contact
from tests.acceptance.front import Page
from tests.factories.cast import signed_in

FORM = "#contact-form"
TYPED = {"X-Requested-With": "fetch", "Accept": "application/json"}


class OpenPage:
    """One page in one browser. Nothing is sent until `autosaves` or `presses`."""

    def __init__(self, user, contact: Contact | None = None):
        self.client, self.chosen = signed_in(user), {}
        address = f"{contact.get_absolute_url()}edit/" if contact else f"/contacts/new/{uuid4()}/"
        self.shows(self.client.get(address), address)

    def shows(self, answer, address: str) -> None:
        """This is what the browser shows now."""
        self.page = Page(answer, address)
        self.form = self.page.form(FORM)

    def types(self, **fields: str) -> "OpenPage":
        """Fill in fields by their names; `child_0_school` is the first child's."""
        for name, text in fields.items():
            self.form.put(_posted(name), text)
        return self

    def holds(self, name: str) -> str:
        """What stands in a field."""
        return self.form.controls[_posted(name)].values[0]

    def chooses(self, who: str, child: int = 0) -> "OpenPage":
        """Choose one of the matches, which come in as the name is typed: a person's reference, or `new`."""
        self.chosen = {f"child-{child}-who": [who]}
        return self

    def autosaves(self, answer_lost: bool = False):
        """What the script sends after a pause; what it is told comes into the page unless the answer is lost."""
        answer = self.client.post(self.form.element["data-autosave-url"], self._data(), headers=TYPED)
        if answer.status_code == 200 and not answer_lost:
            body = answer.json()
            for name, text in (body["shown"] | {"seen_version": str(body["version"])}).items():
                self.form.controls[name].values = [text]
        return answer

    def presses(self, address: str = "") -> "OpenPage":
        """Press a button, by where it posts to: "Save draft" unless said. Shows what the browser then shows."""
        address = address or self.form.action
        answer = self.client.post(address, self._data())
        if answer.status_code == 302:
            address = answer["Location"]
            answer = self.client.get(address)
        self.chosen = {}
        self.shows(answer, address)
        return self

    def _data(self):
        return self.form.data() | self.chosen


def _posted(name):
    parts = name.split("_", 2)
    return f"child-{parts[1]}-{parts[2]}" if parts[0] == "child" else name
