"""An address in one line, and whether two of them, however they are written, are one place."""

import re

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)


def written(there) -> str:
    """An address in one line."""
    return ", ".join([*there.lines.splitlines(), *filter(None, [there.postcode])])


def same_place(there, lines: str, postcode: str = "", **more) -> bool:
    """Whether an address is that one: the same text, whatever stands between its words, and no other postcode."""
    ours, code = _parts(there.lines, there.postcode)
    theirs, their_code = _parts(lines, postcode)
    return ours == theirs and (not (code and their_code) or code == their_code)


def may_be_at(there, lines: str, postcode: str = "", **more) -> bool:
    """Whether an address may be that one: what is to be hidden is better hidden twice than left open once.

    The same postcode, the same text, or one text within the other where no postcode tells them apart.
    """
    ours, code = _parts(there.lines, there.postcode)
    theirs, their_code = _parts(lines, postcode)
    if code and their_code:
        return code == their_code or bool(ours) and ours == theirs
    return bool(ours and theirs) and (ours in theirs or theirs in ours)


def _parts(lines, postcode):
    """The bare text without its postcode, and that, from wherever it was written."""
    found = POSTCODE.search(lines)
    text = POSTCODE.sub(" ", lines) if found else lines
    return _bare(text), _bare(postcode) or _bare(found[0] if found else "")


def _bare(text):
    return "".join(sign for sign in text.lower() if sign.isalnum())
