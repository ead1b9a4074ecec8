"""What the new contact page shows: the form in the order of a call, the clock, and what is still missing."""

from datetime import datetime
from uuid import uuid4

from django.urls import reverse

from contacts.services.essential import NOT_KNOWN
from contacts.views.draft_essential import blocked, essential_state, missing_links
from deadlines.clocks import clock
from deadlines.models import Deadline
from directory.london import said
from people.choices import match_choices, open_elsewhere
from people.search import matches
from workflow.offers import offers
from workflow.page import action_url

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
WHO = ("given_name", "family_name", "birth_date", "birth_date_is", "also_known_as")
WIDE = {"concerns"}
RING = "Ring the designated officer (LADO) now: the number is in the duty directory."


def draft_page(user, draft, form, children, where, now: datetime, refusal=None, submitted=False) -> dict:
    """The context of `contacts/edit.html`; what is missing stands on top where it was `submitted` and is a draft."""
    namespace, address = ("draft", {"reference": draft.reference}) if draft else ("new-contact", where)
    ticks, count = essential_state(draft, user, children)
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
        "clocks": clocks_of(draft, now),
        "saved_text": f"Saved {said(draft.changed_at, now)}" if draft else "Not saved yet",
        "buttons": [
            {
                "slug": "submit",
                "label": "Submit to the duty tray",
                "url": reverse(f"{namespace}:submit", kwargs=address),
                "primary": True,
            },
        ],
        "blocked": blocked(draft, user),
        "missing": missing_links(draft, user, children) if submitted and draft else [],
        "refusal": refusal,
        "slugs": " ".join(refusal.slugs) if refusal else "",
        "essential": ticks,
        "essential_text": count,
    }


def for_the_lado(draft, user) -> dict:
    """What is said to whoever answers that it is about a person who works with children: the page's words, and JSON's.

    Nothing is saved from then on. What was saved before stays where it is until somebody discards it.
    """
    if draft is None:
        return {"sentence": f"Nothing of it is saved here. {RING}"}
    discards = any(offer.possible and offer.transition.name == "discard" for offer in offers(draft, user))
    stands = f"What was typed before stands in contact {draft.reference}, which the duty team can read."
    how = "Then discard that draft." if discards else "Then ask a duty manager or the practice manager to discard it."
    answer = {"sentence": f"Nothing more of it is saved here. {stands} {RING} {how}"}
    return answer | ({"url": action_url(draft, "discard"), "label": "Discard that draft"} if discards else {})


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
        return {"slug": slug, "title": title, "items": [_item(form, name) for name in names], **more}

    add = {"add_url": reverse(f"{namespace}:add-child", kwargs=address), "add_label": "Add another child"}
    rows = [_child_row(user, child, namespace, address) for child in children]
    return [
        part("caller", "Who is calling", CALLER),
        part("about", "About whom", (), children=rows, withheld=_withheld(draft, user), **add),
        part("happened", "What has happened", HAPPENED),
        part("safe", "Is the child safe now?", SAFE),
        part("family", "The family", FAMILY),
    ]


def _item(form, name):
    not_known = form[name + NOT_KNOWN] if name + NOT_KNOWN in form.fields else None
    return {"field": form[name], "not_known": not_known, "wide": name in WIDE}


def _withheld(draft, user):
    """That there are children on the draft of whom the reader may not know who they are."""
    others = draft.children.count() - draft.children.known_to(user).count() if draft else 0
    return f"{others} more added by the duty team, who see to {'them' if others > 1 else 'it'}." if others else ""


def _child_row(user, child, namespace, address):
    known = child["person"].value()
    named = {name: child[name].value() or "" for name in ("given_name", "family_name")}
    day = child.cleaned_data.get("birth_date") if child.is_bound else None
    found = [] if known or not any(named.values()) else matches(user, **named, birth_date=day)
    return {
        "slug": child.prefix,
        "title": " ".join(filter(None, named.values())) or f"Child {child.number + 1}",
        "hidden": [child["person"], child["row"]],
        "who": [_item(child, name) for name in WHO],
        "matches_url": "" if known else f"{reverse('people-matches')}?row={child.prefix}",
        "matches": match_choices(found, child["who"].value()),
        "choice": child["who"],
        "open_elsewhere": open_elsewhere(found, child["who"].value()),
        "items": _child_items(child),
        "remove_url": reverse(f"{namespace}:remove-child", kwargs={**address, "number": child.number}),
    }


def _child_items(child):
    asked = {"sex": "gender", "school": "school", "special_needs": "special_needs"}
    rows = [_item(child, name) | {"not_known": child[asked[name] + NOT_KNOWN]} for name in asked]
    rows[2:2] = [
        {"field": child[name], "not_known": None, "wide": False} for name in ("ethnicity", "first_language", "religion")
    ]
    others = ("ethnicity_language_religion", "date_of_birth", "names")
    return rows + [{"field": child[slug + NOT_KNOWN], "not_known": None, "wide": False} for slug in others]
