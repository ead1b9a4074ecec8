"""What the new contact page shows: the form in the order of a call, the clock, and what is still missing."""

from datetime import datetime
from uuid import uuid4

from django.urls import reverse

from contacts.views.draft_children import child_rows, empty_child, item_of
from contacts.views.draft_essential import blocked, essential_state, missing_links, waiting
from deadlines.clocks import clock
from deadlines.models import Deadline
from directory.london import said
from workflow.offers import offers
from workflow.page import action_url, interest_url
from workflow.process import process_named
from workflow.words import label_of

CALLER = (
    "works_with_children", "channel", "kind", "received", "anonymous", "referrer_name", "referrer_role",
    "referrer_agency", "referrer_source", "referrer_phone", "referrer_email", "referrer_address", "safe_way",
    "referrer_relationship",
)  # fmt: skip
HAPPENED = ("concerns", "alleged_perpetrator")
SAFE = ("urgent", "urgent_reason", "current_location_and_condition", "immediate_protection", "safety_alerts")
FAMILY = (
    "address", "parental_responsibility", "household_members", "parents_ethnicity_language_religion",
    "parents_special_needs", "other_agencies", "parental_knowledge",
)  # fmt: skip
WIDE = {"concerns"}
SENDS_ON = ("submit", "pass_to_team")
"""The actions by which a draft leaves this page."""
LABELS = {"discard": "Discard: recorded in error"}
RING = "Ring the designated officer (LADO) now: the number is in the duty directory."


def draft_page(user, draft, form, children, where, now: datetime, refusal=None, submitted="") -> dict:
    """The context of `contacts/edit.html`; what is missing stands on top where it was `submitted` and is a draft.

    `submitted` is the action by which it was to be sent on.
    """
    namespace, address = ("draft", {"reference": draft.reference}) if draft else ("new-contact", where)
    ticks, count = essential_state(draft, user, children)
    theirs_url = _theirs_url(draft, refusal, submitted)
    return {
        "record": _head(draft),
        "save_url": reverse(f"{namespace}:edit", kwargs=address),
        "autosave_url": reverse(f"{namespace}:autosave", kwargs=address),
        "sign_in_url": reverse("account_login"),
        "seen_version": draft.version if draft else "",
        "save_key": uuid4(),
        "children_total": max(child.number for child in children) + 1,
        "error_forms": [one for one in [form, *children] if one.errors],
        "sections": _sections(user, draft, form, children, namespace, address),
        "empty_child": empty_child(user, children, namespace, address),
        "clocks": clocks_of(draft, now),
        "saved_text": _saved_text(draft, now, overtaken=bool(theirs_url)),
        "buttons": [
            {
                "slug": step,
                "label": label_of(process_named("contact"), step),
                "url": reverse(f"{namespace}:{step}", kwargs=address),
                "primary": step == "submit",
            }
            for step in SENDS_ON
        ],
        "blocked": blocked(draft, user),
        "waiting": waiting(draft, user, now),
        "missing": missing_links(draft, user, children) if submitted == "submit" and draft else [],
        "refusal": refusal,
        "theirs_url": theirs_url,
        "slugs": " ".join(refusal.slugs) if refusal else "",
        "essential": ticks,
        "essential_text": count,
        **(_once_saved(draft, user) if draft else {}),
    }


def _once_saved(draft, user):
    """What is shown of a draft that there is: what else may be done with it, and whether to keep it to oneself."""
    return {
        "elsewhere": elsewhere(draft, user),
        "interest_url": interest_url(draft),
        "restricted": draft.is_restricted(),
    }


def _theirs_url(draft, refusal, submitted):
    """Where the draft stands as somebody else has saved it since, for whoever typed something else meanwhile."""
    overtaken = refusal and not submitted and draft and draft.state == draft.State.DRAFT
    return reverse("draft:edit", args=[draft.reference]) if overtaken else ""


def _saved_text(draft, now, overtaken):
    if overtaken:
        return "Not saved: say first what is to stand."
    return f"Saved {said(draft.changed_at, now)}" if draft else "Not saved yet"


def for_the_lado(draft, user) -> dict:
    """What is said to whoever answers that it is about a person who works with children: the page's words, and JSON's.

    Nothing is saved from then on. What was saved before stays where it is until somebody discards it.
    """
    if draft is None:
        return {"sentence": f"Nothing of it is saved here. {RING}"}
    discard = next((way["url"] for way in elsewhere(draft, user) if way["slug"] == "discard"), "")
    stands = f"What was typed before stands in contact {draft.reference}, which the duty team can read."
    how = "Then discard that draft." if discard else "Then ask a duty manager or the practice manager to discard it."
    answer = {"sentence": f"Nothing more of it is saved here. {stands} {RING} {how}"}
    return answer | ({"url": discard, "label": "Discard that draft"} if discard else {})


def elsewhere(draft, user) -> list[dict]:
    """What else may be done with the draft, on pages of their own: split some children off, discard it."""
    possible = {offer.transition.name: offer.transition.label for offer in offers(draft, user) if offer.possible}
    return [
        {"slug": name, "url": action_url(draft, name), "label": LABELS.get(name, possible[name])}
        for name in ("split", "discard")
        if name in possible
    ]


def clocks_of(draft, now: datetime) -> list:
    """The clocks that run on the draft; none before the first save."""
    return [clock(deadline, now) for deadline in Deadline.about(draft)] if draft else []


def _head(draft):
    if draft is None:
        return {"title": "New contact", "heading": "New contact", "kind_text": "Not saved yet", "state": "", "tray": ""}
    return {
        "process": "contact",
        "reference": draft.reference,
        "state": draft.state,
        "state_text": draft.get_state_display(),
        "state_tone": "grey",
        "tray": "intake",
        "version": draft.version,
        "priority": draft.priority,
        "priority_text": draft.get_priority_display(),
        "title": f"Contact {draft.reference}",
        "heading": "New contact",
        "kind_text": "Contact",
    }


def _sections(user, draft, form, children, namespace, address):
    def part(slug, title, names, **more):
        return {
            "slug": slug,
            "title": title,
            "items": [item_of(form, name, wide=name in WIDE) for name in names],
            **more,
        }

    add = {"add_url": reverse(f"{namespace}:add-child", kwargs=address), "add_label": "Add another child"}
    rows = child_rows(user, draft, children, namespace, address)
    return [
        part("caller", "Who is calling", CALLER),
        part("about", "About whom", (), children=rows, withheld=_withheld(draft, user), **add),
        part("happened", "What has happened", HAPPENED),
        part("safe", "Is the child safe now?", SAFE),
        part("family", "The family", FAMILY),
    ]


def _withheld(draft, user):
    """That there are children on the draft of whom the reader may not know who they are."""
    others = draft.children.count() - draft.children.known_to(user).count() if draft else 0
    return f"{others} more added by the duty team, who see to {'them' if others > 1 else 'it'}." if others else ""
