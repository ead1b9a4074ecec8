"""What a form carries besides its fields: its own number, and the version it was opened on."""

from uuid import UUID


def as_key(text: str | None) -> UUID | None:
    """The form's own number; nothing when it is absent or no number."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def as_version(text: str | int | None) -> int | None:
    """The version that the form was opened on; nothing when the client did not say.

    What is no version can't be the present one, so that it is refused like a stale one.
    """
    if text in (None, ""):
        return None
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else -1
