"""Filling in a page's form as a person does: by a field's slug, with what the page offers to choose from."""

from urllib.parse import urljoin

from bs4 import Tag
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.acceptance.language import listed

SMALL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
BUTTONS = ("submit", "button", "reset", "image")
YES, NO = "yes", "no"


class Control:
    """One field of a form: what it holds, and what it offers."""

    def __init__(self, name: str, kind: str):
        self.name, self.kind = name, kind
        self.options: list[tuple[str, str]] = []
        self.values: list[str] = []
        self.many = False

    def choose(self, text: str) -> None:
        """Put in what a person would: the option with that value or that label, or the text itself."""
        if self.kind == "file":
            return
        if self.kind == "checkbox" and len(self.options) == 1 and text.lower() in (YES, NO):
            self.values = [self.options[0][0]] if text.lower() == YES else []
        elif self.options:
            self.values = [self._option(part) for part in (listed(text) if self.many else [text])]
        else:
            self.values = [text]

    def _option(self, text):
        for value, _ in self.options:
            if value == text:
                return value
        for value, label in self.options:
            if label.casefold() == text.casefold():
                return value
        return text  # not offered: the product must refuse it, and say by which field


class PageForm:
    """One form of a page, with what it already holds."""

    def __init__(self, element: Tag, html: Tag, address: str):
        self.element, self.html = element, html
        self.action = urljoin(address, element.get("action") or address)
        self.controls: dict[str, Control] = {}
        for tag in self._tags():
            self._read(tag)

    def __contains__(self, name: str) -> bool:
        return name in self.controls

    def put(self, name: str, text: str) -> None:
        """Fill in one field. AssertionError when the form has none of that name."""
        assert name in self.controls, f'the form {self.action} has no field "{name}", only {sorted(self.controls)}'
        self.controls[name].choose(text)

    def first_of_type(self, kinds: tuple[str, ...]) -> str:
        """The name of the first field of one of these types."""
        return next(name for name, control in self.controls.items() if control.kind in kinds)

    def button(self, slug: str) -> str | None:
        """Where the form's button for an action posts to; nothing when there is no such button."""
        for tag in self.html.select(f'button[data-action="{slug}"]'):
            if tag.find_parent("form") is self.element or tag.get("form") == self.element.get("id"):
                return urljoin(self.action, tag.get("formaction") or self.action)
        return None

    def data(self) -> dict[str, list]:
        """All that a browser would post; a file field gets a small PDF."""
        filled = {}
        for name, control in self.controls.items():
            if control.kind == "file":
                filled[name] = [SimpleUploadedFile("paper.pdf", SMALL_PDF, "application/pdf")]
            elif control.values:
                filled[name] = control.values
        return filled

    def _tags(self):
        yield from self.element.select("input, select, textarea")
        if self.element.get("id"):
            yield from (
                tag
                for tag in self.html.select(f'[form="{self.element["id"]}"]')
                if tag.name in ("input", "select", "textarea") and tag.find_parent("form") is not self.element
            )

    def _read(self, tag):
        name, kind = tag.get("name"), tag.get("type", tag.name).lower()
        if not name or kind in BUTTONS or tag.has_attr("disabled"):
            return
        control = self.controls.setdefault(name, Control(name, "text" if kind == "input" else kind))
        if tag.name == "select":
            self._read_select(tag, control)
        elif kind in ("radio", "checkbox"):
            value = tag.get("value", "on")
            control.options.append((value, self._label(tag)))
            control.many = kind == "checkbox"
            if tag.has_attr("checked"):
                control.values.append(value)
        elif tag.name == "textarea":
            control.values = [tag.text.removeprefix("\n")]
        elif kind != "file":
            control.values = [tag.get("value", "")]

    def _read_select(self, tag, control):
        control.many = tag.has_attr("multiple")
        options = tag.select("option")
        control.options = [
            (each.get("value", each.get_text(strip=True)), each.get_text(strip=True)) for each in options
        ]
        chosen = [each.get("value", "") for each in options if each.has_attr("selected")]
        control.values = chosen or ([] if control.many or not options else [control.options[0][0]])

    def _label(self, tag):
        label = tag.get("id") and self.html.select_one(f'label[for="{tag["id"]}"]')
        return label.get_text(" ", strip=True) if label else ""
