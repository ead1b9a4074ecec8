"""Taking a contact down: every button posts the whole form, so that nothing typed is lost on the way."""

from uuid import uuid4, uuid5

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.gateway import looked_at
from audit.once import done_before
from contacts.forms.draft import ChildForm, DraftForm, child_forms, is_asked
from contacts.models import Contact
from contacts.services.children import undecided
from contacts.services.draft import Sending, begin_draft, may_take_down, save_draft
from contacts.views.draft_answer import refused_answer, typing_answer
from contacts.views.draft_forms import as_typed, filled, initial_of, mark_birth_dates
from contacts.views.draft_page import draft_page, for_the_lado
from directory.models import roles_of
from directory.roles import STAFF
from workflow.engine import perform
from workflow.keys import as_key, as_version
from workflow.refusals import Refused
from workflow.views import just_done


@require_GET
def new(request):
    """A new contact has an address of its own from the first moment, so that a reload finds what was saved."""
    return redirect("new-contact:edit", key=uuid4())


def _draft(request, reference=None, key=None, shown=True):
    """The draft at this address, or nothing while a new one has not been saved; that it is `shown` is noted.

    Nobody saves a draft that they may only read.
    """
    if not roles_of(request.user) & STAFF:
        raise Http404
    made = None if reference else done_before(request.user, key)
    if not reference and not isinstance(made, Contact):
        return None
    draft = get_object_or_404(Contact.objects.visible_to(request.user), reference=reference or made.reference)
    if request.method == "POST" and not may_take_down(request.user, draft):
        raise Http404
    if shown:
        looked_at(request.user, draft, "edit", timezone.now())
    return draft


def _said(request, draft):
    """The posted forms, as far as they can be read."""
    form, children = DraftForm(request.POST, recorded_at=draft and draft.created_at), child_forms(request.POST)
    form.full_clean()
    for child in children:
        child.full_clean()
    mark_birth_dates(draft, request.user, children)
    return form, filled(children)


def _ask(user, draft, form, children, then):
    """Mark what nobody has said yet, of each child and before it is sent on, beside what could not be read."""
    if then:
        _ask_first(form, draft)
    for child in children:
        if child.is_bound and undecided(user, child.cleaned_data):
            child.add_error("who", "Say who this is: somebody we know, or a new child.")


def _ask_first(form, draft):
    """The question that every form asks first is answered before it is sent on; an urgent contact waits for nothing."""
    urgent = form.cleaned_data.get("urgent") == "yes" or (draft and draft.urgent)
    if not (urgent or form.cleaned_data.get("works_with_children")):
        form.add_error("works_with_children", "Say whether it is about a person who works with children.")


def _wrong(form, children):
    return bool(form.errors or any(child.errors for child in children))


def _to_save(children, typing):
    """The children who can be saved: while it is typed, those of whom the recorder has said who they are."""
    told = [child for child in children if not child.is_empty]
    return [child for child in told if child.is_decided or not (typing or "who" in child.errors)]


def _as_saved(form, children):
    """The hidden fields of the page once these are saved."""
    return form.as_saved() | {name: text for child in children for name, text in child.as_saved().items()}


def _save(request, draft, form, children, key=None, typing=False, taken_off=None):
    """Save what can be read, and the raw typing as well while something could not be, or somebody is undecided."""
    saved = _to_save(children, typing)
    keep = typing or _wrong(form, children)
    typed = _typing(request.POST) | {name: [text] for name, text in _as_saved(form, saved).items()} if keep else {}
    said, now = [_numbered(child, request) for child in saved], timezone.now()
    page, seen = as_key(request.POST.get("save_key")), as_version(request.POST.get("seen_version"))
    sending = Sending(page, typing, seen)
    if draft is None:
        return begin_draft(request.user, form.cleaned_data, said, typed, now, key, sending)
    return save_draft(draft, request.user, form.cleaned_data, said, typed, now, sending, taken_off)


def _numbered(child, request):
    """What a row says, with a number of its own: saved a second time it is the same child."""
    page = as_key(request.POST.get("save_key"))
    return child.cleaned_data | {"row": child.cleaned_data["row"] or (page and uuid5(page, child.prefix))}


def _typing(posted):
    """The raw typing of what the page asks, without the signs that no database keeps: their field says so itself."""
    return {name: [_storable(text) for text in posted.getlist(name)] for name in posted if is_asked(name)}


def _storable(text):
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


ONE_MORE = "one more child"
"""Under what the session keeps, for the next page alone, on which draft it was asked for."""


@require_http_methods(["GET", "POST"])
def edit(request, **where):
    """Show the form, and save the draft when it is posted; what could not be read is marked, and kept."""
    if request.method == "GET":
        draft = _draft(request, **where)
        if draft and (draft.state != Contact.State.DRAFT or not may_take_down(request.user, draft)):
            return redirect(draft)
        if draft and "key" in where:
            return redirect("draft:edit", reference=draft.reference)
        one_more = bool(draft) and request.session.pop(ONE_MORE, "") == draft.reference
        return _page(request, draft, *initial_of(draft, request.user, one_more), where)
    return _saved(request, where)


def _saved(request, where, one_more=False, taken_off=None, then=""):
    """Save, and `then` send it on by that action if one is named: in one transaction, so that nothing comes between."""
    _on_top(request, where)
    draft = _draft(request, **where)
    form, children = _said(request, draft)
    _ask(request.user, draft, form, children, then)
    if form.cleaned_data.get("works_with_children") == "yes":
        return render(request, "contacts/for_the_lado.html", for_the_lado(draft, request.user), status=409)
    wrong = _wrong(form, children)
    try:
        with transaction.atomic():
            draft = _save(request, draft, form, children, where.get("key"), taken_off=taken_off)
            refusal = _sent_on(request, draft, then) if then and not wrong else None
    except Refused as stale:
        sent = done_before(request.user, _key_of(request, then))
        return redirect(sent) if isinstance(sent, Contact) else _overtaken(request, where, form, children, stale)
    if wrong:
        return _marked(request, draft, form, children, then)
    if refusal:
        return _page(request, draft, *initial_of(draft, request.user), where, refusal, submitted=then)
    if then:
        messages.success(request, just_done(draft, then, request.user))
        return redirect(draft)
    if one_more:
        request.session[ONE_MORE] = draft.reference
    return redirect(reverse("draft:edit", args=[draft.reference]) + ("#add-child" if one_more else ""))


def _overtaken(request, where, form, children, stale):
    """The page with what was typed on it, and all that was saved since where that does not stand in its way."""
    draft = _draft(request, **where)
    if draft and draft.state == Contact.State.DRAFT:
        form, children = as_typed(draft, request.user, request.POST.copy())
    return _page(request, draft, form, children, where, stale)


def _on_top(request, where):
    """Post as if the page had been opened now, when it is asked for and covers up nothing that was not seen."""
    draft = _draft(request, **where) if "on_top" in request.POST else None
    if draft is None or draft.state != Contact.State.DRAFT:
        return
    typed = request.POST.copy()
    form, children = as_typed(draft, request.user, typed)
    if not any(one.theirs for one in [form, *children]):
        typed["seen_version"] = str(draft.version)
        request.POST = typed


def _marked(request, draft, form, children, then):
    """The page of what is now saved, and of what could not be read as it was typed, marked."""
    typed = request.POST.copy()
    for name, text in _as_saved(form, _to_save(children, typing=False)).items():
        typed[name] = text
    form, children = as_typed(draft, request.user, typed)
    _ask(request.user, draft, form, children, then)
    return _page(request, draft, form, children, {"reference": draft.reference}, status=422, submitted=then)


def _sent_on(request, draft, step):
    """Send the draft on; answers why not, when it is refused, and then it stays a draft."""
    try:
        perform(draft, step, request.user, {}, None, timezone.now(), _key_of(request, step))
    except Refused as refusal:
        return refusal
    return None


def _page(request, draft, form, children, where, refusal=None, status=200, submitted=""):
    context = draft_page(request.user, draft, form, children, where, timezone.now(), refusal, submitted)
    return render(request, "contacts/edit.html", context, status=refusal.status if refusal else status)


def _key_of(request, step):
    """The number of this form's sending on, so that a second click on it is answered as done."""
    saved = as_key(request.POST.get("save_key"))
    return saved and uuid5(saved, step)


@require_POST
def send_on(request, step, **where):
    """Save the draft and submit it, or pass it to the team that has the case; what is in the way is said."""
    return _saved(request, where, then=step)


@require_POST
def autosave(request, **where):
    """Save what has been typed so far; answers when, what is still missing, and what could not be read.

    Where nothing of the draft is shown no access is noted: the event says who saved it.
    """
    draft = _draft(request, **where, shown=False)
    form, children = _said(request, draft)
    if form.cleaned_data.get("works_with_children") == "yes":
        return JsonResponse(for_the_lado(draft, request.user), status=409)
    try:
        draft = _save(request, draft, form, children, where.get("key"), typing=True)
    except Refused as refusal:
        return JsonResponse(refused_answer(refusal, _draft(request, **where, shown=False)), status=409)
    answer = typing_answer(request.user, draft, form, children, _as_saved(form, _to_save(children, typing=True)))
    if answer["drawn"]:
        looked_at(request.user, draft, "edit", timezone.now())
    return JsonResponse(answer)


@require_POST
def add_child(request, **where):
    """Save, and show one more empty child."""
    return _saved(request, where, one_more=True)


@require_POST
def remove_child(request, number, **where):
    """Save the rest, and take one child off the draft; the person stays on file."""
    child = ChildForm(request.POST, prefix=f"child-{number}")
    child.full_clean()
    request.POST = request.POST.copy()
    for name in child.fields:
        request.POST.pop(child.add_prefix(name), None)
        request.POST.pop(child.add_initial_prefix(name), None)
    return _saved(request, where, taken_off={name: child.cleaned_data[name] for name in ("person", "row")})
