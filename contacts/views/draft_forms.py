"""The forms of a draft: as it stands, and as it was typed where that could not be read or saved."""

from uuid import uuid4

from django.http import QueryDict
from django.utils import timezone

from contacts.forms.draft import ChildForm, DraftForm, child_forms
from contacts.services.children import PERSON_FIELDS
from contacts.services.draft import REFERRER
from contacts.services.essential import NOT_KNOWN, PARENTS
from workflow.keys import as_key


def initial_of(draft, user, one_more=False):
    """The forms for `user`; a child of whom they may not know has none."""
    if draft is None:
        return DraftForm(initial={"received": timezone.now()}), child_forms()
    if draft.typed:
        typed = QueryDict(mutable=True)
        for name, values in draft.typed.items():
            typed.setlist(name, values)
        form, children = as_typed(draft, user, typed)
    else:
        form = DraftForm(initial=_once(draft), recorded_at=draft.created_at)
        children = child_forms(initial=[_child(draft, one) for one in draft.children.known_to(user)])
    if one_more:
        children.append(ChildForm(prefix=f"child-{_next(children)}", initial={"row": uuid4()}))
    return form, children


def filled(children):
    """The rows in which something was typed, or the first one when there is none."""
    return [child for child in children if not (child.is_bound and child.is_empty)] or children[:1]


def _next(children):
    return max((child.number for child in children), default=-1) + 1


def _once(draft):
    values = {"channel": draft.channel, "kind": draft.kind, "received": draft.received_at, "concerns": draft.concerns}
    values["urgent"] = "yes" if draft.urgent else ""
    values["works_with_children"] = {True: "yes", False: "no"}.get(draft.about_who_works_with_children, "")
    referrer = getattr(draft, "referrer", None)
    values |= {field: getattr(referrer, name) for name, field in REFERRER.items() if referrer}
    for answer in draft.answers.filter(person=None):
        name = (PARENTS if answer.parents else "") + answer.item
        values |= {name: answer.text or values.get(name, ""), name + NOT_KNOWN: answer.not_known_because}
    return values


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
    """The forms with what was typed, where that is not what was saved: there they show what stands now."""
    involved = list(draft.children.known_to(user))
    form = DraftForm(typed, recorded_at=draft.created_at)
    if "urgent" not in form.changed_data and draft.urgent != (typed.get("urgent") == "yes"):
        typed["urgent"] = typed[form.add_initial_prefix("urgent")] = "yes" if draft.urgent else ""
    secret = {text for one in draft.children if one not in involved for text in (str(one.row), one.person.reference)}
    left, children = list(involved), []
    for child in child_forms(typed):
        if secret.isdisjoint(typed.get(child.add_prefix(name)) for name in ("row", "person", "who")):
            row = as_key(typed.get(child.add_prefix("row")))
            for one in [one for one in left if row and one.row == row]:
                _bring_up_to_date(child, typed, ChildForm(prefix=child.prefix, initial=_child(draft, one)))
                left.remove(one)
            children.append(child)
    for one in [form, *children]:
        one.full_clean()
    children = filled(children) if not left else [child for child in children if not child.is_empty]
    for one in left:
        children.append(ChildForm(prefix=f"child-{_next(children)}", initial=_child(draft, one)))
    return form, children or child_forms()


def _bring_up_to_date(child, typed, on_file):
    """Of what was not changed since it was saved the page shows what stands on file now."""
    typed[child.add_prefix("person")] = typed.get(child.add_prefix("person")) or on_file["person"].value()
    for name in PERSON_FIELDS:
        if name not in child.changed_data:
            typed[child.add_prefix(name)] = typed[child.add_initial_prefix(name)] = _as_text(on_file[name])


def _as_text(field):
    shown = field.field.widget.format_value(field.value())
    return (shown[0] if isinstance(shown, list) else shown) or ""
