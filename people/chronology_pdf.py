"""A chronology as a tagged PDF (PDF/UA-1), to be filed or sent."""

import json

import typst
from django.conf import settings

SHEET = settings.BASE_DIR / "templates" / "typst" / "chronology.typ"
NO_LETTERS = "Some letters in it cannot be printed here: the page on the screen has them."


def chronology_pdf(told: dict) -> bytes:
    """The file. Where a script is used for which no font is there it is tagged still, and says that letters lack.

    The standard refuses a sign without a letter, and a chronology that cannot be had is worse than one with gaps.
    """
    try:
        return _set(told, pdf_standards=["ua-1"])
    except typst.TypstError:
        return _set(told | {"about": f"{told['about']}. {NO_LETTERS}"})


def _set(told, **how):
    return typst.compile(str(SHEET), format="pdf", sys_inputs={"told": json.dumps(told)}, **how)
