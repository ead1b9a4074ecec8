"""What a page is told that saved itself while it was typed: when, what is missing, and what must be drawn anew."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from contacts.services.differences import COMPARED, KEEP
from contacts.views.draft_children import child_rows
from contacts.views.draft_essential import blocked, essential_state, waiting
from contacts.views.draft_forms import child_on_file
from contacts.views.draft_page import clocks_of
from directory.london import LONDON


def typing_answer(user, draft, form, children, shown) -> dict:
    """The answer in JSON; `shown` are the page's hidden fields as they must be now."""
    now = timezone.now()
    ticks, count = essential_state(draft, user, children)
    return {
        "saved": f"{now.astimezone(LONDON):%H:%M}",
        "reference": draft.reference,
        "version": draft.version,
        "essential": {tick["slug"]: {"state": tick["state"], "word": tick["word"]} for tick in ticks},
        "essential_text": count,
        "blocked": render_to_string(
            "contacts/_blocked.html", {"blocked": blocked(draft, user), "waiting": waiting(draft, user, now)}
        ),
        "clocks": render_to_string("contacts/_clocks.html", {"clocks": clocks_of(draft, now)}),
        "errors": {name: messages[0] for one in [form, *children] for name, messages in _errors(one)},
        "shown": shown,
        "drawn": _drawn(user, draft, children),
    }


def refused_answer(refusal, draft) -> dict:
    """Why a save was refused; where somebody else's save came between, what to do about it."""
    answer = {"sentence": refusal.sentence}
    if draft and draft.state == Contact.State.DRAFT:
        answer["theirs_url"] = reverse("draft:edit", args=[draft.reference])
    return answer


def _errors(form):
    return [(form.add_prefix(name), messages) for name, messages in form.errors.items()]


def _drawn(user, draft, children):
    """The children of whom the recorder has just said who they are, or what is right: they show what is on file."""
    there = {one.row: one for one in draft.children.known_to(user) if one.row}
    anew = [
        child_on_file(draft, one, child.prefix)
        for child in children
        if (one := there.get(child.cleaned_data.get("row"))) and _shows_otherwise(child, one)
    ]
    rows = child_rows(user, draft, anew, "draft", {"reference": draft.reference}) if anew else []
    return {row["slug"]: render_to_string("contacts/_child.html", {"child": row}) for row in rows}


def _shows_otherwise(child, one):
    posted = child.cleaned_data.get("person")
    chosen_anew = posted != one.person.reference and (posted or not one.new_here)
    return not child.errors and (chosen_anew or any(child.cleaned_data.get(name + KEEP) for name in COMPARED))
