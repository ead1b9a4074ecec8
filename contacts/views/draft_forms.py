"""The forms of a draft: as it stands, and as it was typed where that could not be read or saved."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from contacts.forms.draft import ChildForm, DraftForm, child_forms
from contacts.services.children import PERSON_FIELDS, wrong_birth_date
from contacts.services.draft import REFERRER
from contacts.services.essential import NOT_KNOWN, PARENTS
from contacts.services.places import PROTECTED, withheld
from workflow.keys import as_key

OF_AN_ACTION = ("urgent", "urgent_reason")
"""What the draft does not keep, for it does something."""


def initial_of(draft, user, one_more=False):
    """The forms for `user`; a child of whom they may not know has none."""
    if draft is None:
        return DraftForm(initial={"received": timezone.now()}), child_forms()
    if draft.typed:
        typed = QueryDict(mutable=True)
        unread = {name for slug in withheld(draft, user) for name in (slug, slug + NOT_KNOWN)}
        for name, values in draft.typed.items():
            if name.removeprefix("initial-") not in unread:
                typed.setlist(name, values)
        form, children = as_typed(draft, user, typed)
    else:
        kept_back = withheld(draft, user)
        form = _asking(kept_back, initial=_once(draft, kept_back), recorded_at=draft.created_at)
        children = child_forms(initial=[_child(draft, one) for one in draft.children.known_to(user)])
    if one_more:
        children.append(ChildForm(prefix=f"child-{_next(children)}", initial={"row": uuid4()}))
    return form, children


def filled(children):
    """The rows in which something was typed, or the first one when there is none."""
    return [child for child in children if not (child.is_bound and child.is_empty)] or children[:1]


def _next(children):
    return max((child.number for child in children), default=-1) + 1


def _asking(kept_back, *args, **options):
    """The form; where what stands is not shown it says so, and asks for no more than what is to be put there instead.

    The field itself stays: a page that saves while it is typed goes on from where it was.
    """
    form = DraftForm(*args, **options)
    for slug in kept_back:
        form.fields[slug].help_text = f"{PROTECTED}. Left empty, what was said stays; what you write takes its place."
    return form


def _once(draft, kept_back):
    values = {"channel": draft.channel, "kind": draft.kind, "received": draft.received_at, "concerns": draft.concerns}
    values["urgent"] = "yes" if draft.urgent else ""
    values["works_with_children"] = "no" if draft.about_who_works_with_children is False else ""
    referrer = getattr(draft, "referrer", None)
    values |= {field: getattr(referrer, name) for name, field in REFERRER.items() if referrer}
    for answer in draft.answers.filter(person=None).exclude(item__in=kept_back):
        name = (PARENTS if answer.parents else "") + answer.item
        values |= {name: answer.text or values.get(name, ""), name + NOT_KNOWN: answer.not_known_because}
    return values


def child_on_file(draft, one, prefix) -> ChildForm:
    """The form of one child as they stand on file."""
    return ChildForm(prefix=prefix, initial=_child(draft, one))


def _child(draft, involved):
    person = involved.person
    values = {name: getattr(person, name) for name in PERSON_FIELDS}
    answers = draft.answers.filter(person=involved)
    names = ", ".join(str(name) for name in person.names.all())
    return values | {
        "person": person.reference,
        "row": involved.row,
        "also_known_as": names,
        **{answer.item + NOT_KNOWN: answer.not_known_because for answer in answers},
    }


def as_typed(draft, user, typed):
    """The forms with what was typed, where that is not what was saved: there they show what stands now.

    Where it was changed here and by somebody else as well, each form says what theirs is. A child whom
    somebody took off, and of whom nothing was changed here, is gone.
    """
    involved = list(draft.children.known_to(user))
    kept_back = withheld(draft, user)
    form = _asking(kept_back, typed, recorded_at=draft.created_at)
    stands = DraftForm(initial=_once(draft, kept_back))
    _bring_up_to_date(form, typed, stands, [n for n in form.fields if n not in OF_AN_ACTION])
    if "urgent" not in form.changed_data and draft.urgent != (typed.get("urgent") == "yes"):
        typed["urgent"] = typed[form.add_initial_prefix("urgent")] = "yes" if draft.urgent else ""
    secret = {text for one in draft.children if one not in involved for text in (str(one.row), one.person.reference)}
    left, children = list(involved), []
    for child in child_forms(typed):
        if secret.isdisjoint(typed.get(child.add_prefix(name)) for name in ("row", "person", "who")):
            row = as_key(typed.get(child.add_prefix("row")))
            there = [one for one in left if row and one.row == row]
            for one in there:
                on_file = child_on_file(draft, one, child.prefix)
                typed[child.add_prefix("person")] = on_file["person"].value()
                _bring_up_to_date(child, typed, on_file, PERSON_FIELDS)
                left.remove(one)
            if there or not _taken_off(child, typed, involved):
                children.append(child)
    for one in [form, *children]:
        one.full_clean()
    mark_birth_dates(draft, user, children)
    children = filled(children) if not left else [child for child in children if not child.is_empty]
    for one in left:
        children.append(child_on_file(draft, one, f"child-{_next(children)}"))
    return form, children or child_forms()


def mark_birth_dates(contact, user, children):
    """Mark what cannot be the birth date of somebody on file: they would be older than a parent, or born dead."""
    for child in children:
        for name, why in wrong_birth_date(contact, user, child.cleaned_data).items():
            child.add_error(name, why)


def _taken_off(child, typed, involved):
    """The page was drawn for somebody who is on the draft no more, and nothing was changed of them."""
    drawn = typed.get(child.add_prefix("person"))
    gone = drawn and drawn not in {one.person.reference for one in involved}
    return gone and not {*PERSON_FIELDS} & {*child.changed_data}


def _bring_up_to_date(form, typed, stands, names):
    """Of what was not changed here it shows what `stands` now; of what was, that somebody else changed it too."""
    for name in names:
        now, shown = _as_text(stands[name]), form.add_initial_prefix(name)
        if name not in form.changed_data:
            typed[form.add_prefix(name)] = typed[shown] = now
        elif _changed_since(form, typed, name, now):
            form.theirs[name] = _in_words(stands[name])
            typed[shown] = now


def _changed_since(form, typed, name, now):
    """Whether others saved something that is neither what the page showed nor what was typed here."""
    field = form.fields[name]
    known = (typed.get(form.add_initial_prefix(name), ""), typed.get(form.add_prefix(name), ""))
    return all(field.has_changed(_read(field, text), now) for text in known)


def _read(field, text):
    try:
        return field.to_python(text)
    except ValidationError:
        return None


def _as_text(field):
    value = field.value()
    if isinstance(value, bool):
        return "on" if value else ""
    shown = field.field.widget.format_value(value)
    return (shown[0] if isinstance(shown, list) else shown) or ""


def _in_words(field):
    text = _as_text(field)
    labels = dict(getattr(field.field, "choices", ()))
    return str(labels.get(text, text)) or "nothing"
