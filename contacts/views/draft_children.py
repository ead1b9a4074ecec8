"""What the new contact page shows of each child: who it may be, what we hold, and where the caller says otherwise."""

from django.urls import reverse
from django.utils import timezone

from audit.gateway import shown_in_a_list
from contacts.forms.draft import ChildForm
from contacts.services.differences import KEEP, differences, said_of
from contacts.services.essential import NOT_KNOWN
from directory.london import london_day
from people.choices import match_choices, open_case, open_elsewhere
from people.search import matches, restricted_note
from people.services.cases import case_status

WHO = ("given_name", "family_name", "birth_date", "birth_date_is", "also_known_as")
SOUGHT_BY = ("given_name", "family_name", "birth_date")


def child_rows(user, draft, children, namespace, address) -> list[dict]:
    """One `contacts/_child.html` for each form; of whom the recorder chose it shows what is on file."""
    there = {one.person.reference: one for one in draft.children.known_to(user)} if draft else {}
    status = case_status([one.person_id for one in there.values()], london_day(timezone.now()))
    return [
        child_row(user, child, there.get(child["person"].value()), status)
        | {"remove_url": reverse(f"{namespace}:remove-child", kwargs={**address, "number": child.number})}
        for child in children
    ]


def empty_child(user, children, namespace, address) -> dict:
    """The row that scripts put in for another child, and its number, in whose place they put the next free one."""
    number = max(child.number for child in children) + 1
    [row] = child_rows(user, None, [ChildForm(prefix=f"child-{number}", initial={"row": ""})], namespace, address)
    return row | {"number": number}


def child_row(user, child, one=None, status=None) -> dict:
    """One `contacts/_child.html`; `one` is who stands on the contact already, with `status` by their number."""
    differing = _say_what_differs(child, one)
    named = {name: child[name].value() or "" for name in ("given_name", "family_name")}
    sought, known = _sought(child, one, named), child["person"].value()
    found, who = _offered(user, sought), child["who"].value() or known
    return {
        "slug": child.prefix,
        "title": " ".join(filter(None, named.values())) or f"Child {child.number + 1}",
        "hidden": [child["person"], child["row"]],
        "who": [item_of(child, name, differing) for name in WHO],
        "matches_url": "" if known else f"{reverse('people-matches')}?row={child.prefix}",
        "matches": match_choices(found, who),
        "choose_again": bool(one and found),
        "choice": child["who"],
        "restricted": restricted_note(user, **(sought or _on_file(one))),
        "open_elsewhere": open_case(one.person, status[one.person_id]) if one else open_elsewhere(found, who),
        "items": _items(child, differing),
    }


def _say_what_differs(child, one):
    """The facts that the recorder has still to settle; each question says both."""
    found = differences(one) if one else []
    for each in found:
        child[each.name + KEEP].label = each.sentence
    return {each.name for each in found}


def _sought(child, one, named) -> dict:
    """By what the people who may be meant are looked for; of somebody who was chosen, by what was said then."""
    if one:
        said = said_of(one)
        return {name: said[name] for name in SOUGHT_BY if name in said}
    if child["person"].value() or not any(named.values()):
        return {}
    return named | {"birth_date": child.cleaned_data.get("birth_date") if child.is_bound else None}


def _on_file(one) -> dict:
    """The same of who stands on the contact: nobody else was offered, and one restricted to others may be meant."""
    return {name: getattr(one.person, name) for name in SOUGHT_BY} if one else {}


def _offered(user, sought):
    """The matches; that they were shown is noted: looking people up by name leaves a trace wherever it is done."""
    found = matches(user, **sought)
    shown_in_a_list(user, [match.person for match in found], "match", timezone.now())
    return found


def item_of(form, name, differing=(), wide=False) -> dict:
    """One `contacts/_item.html`: the field, why it is not known, and which of two is right."""
    return {
        "field": form[name],
        "not_known": form[name + NOT_KNOWN] if name + NOT_KNOWN in form.fields else None,
        "differs": form[name + KEEP] if name in differing else None,
        "theirs": form.theirs.get(name, ""),
        "wide": wide,
    }


def _items(child, differing):
    asked = {"sex": "gender", "school": "school", "special_needs": "special_needs"}
    rows = [item_of(child, name, differing) | {"not_known": child[asked[name] + NOT_KNOWN]} for name in asked]
    rows[2:2] = [item_of(child, name, differing) for name in ("ethnicity", "first_language", "religion")]
    others = ("ethnicity_language_religion", "date_of_birth", "names")
    return rows + [item_of(child, slug + NOT_KNOWN) for slug in others]
