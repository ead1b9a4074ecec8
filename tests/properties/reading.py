"""What a page says back: which fields it refuses, and what it keeps of what was typed."""

from bs4 import BeautifulSoup

OFFERED_IF_FOUND = "who"
"""A choice that a page draws only when it has found somebody to offer: otherwise there is nothing to choose."""


def by_field(page: BeautifulSoup) -> set[str]:
    """The names of the fields by which a message stands."""
    return {tag["data-error-for"] for tag in page.select("[data-error-for]")}


def seen(text: str) -> str:
    """The text as a page can hold it: without NULs, lines ended alike, blanks at the ends aside."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def kept(page: BeautifulSoup, name: str, text: str) -> bool:
    """Whether what was typed into the field still stands in it. What no choice offers cannot be shown as chosen."""
    fields = page.select(f'[name="{name}"]')
    options = [option for field in fields if field.name == "select" for option in field.select("option")]
    boxes = [field for field in fields if field.get("type") in ("radio", "checkbox")]
    if not fields and name.rpartition("-")[2] == OFFERED_IF_FOUND:
        return True
    if options:
        chosen = [option.get("value", "") for option in options if option.has_attr("selected")]
        return text not in {option.get("value", "") for option in options} or text in chosen or not text
    if boxes:
        offered = {box.get("value", "on") for box in boxes}
        return text not in offered or any(box.has_attr("checked") and box.get("value", "on") == text for box in boxes)
    if any(field.get("type") == "password" for field in fields):
        return True
    values = [field.get_text() if field.name == "textarea" else field.get("value", "") for field in fields]
    return seen(text) in [seen(value) for value in values]
