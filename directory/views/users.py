"""/users/: who works here, for a system administrator. No page here shows any case."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.models import Event
from directory import staff
from directory.forms import DetailsForm, NewUserForm, PasswordForm, TeamForm
from directory.london import said
from directory.models import Membership, RoleGrant
from directory.pages import only_for
from directory.roles import Role
from directory.services import team_of
from directory.views.form_page import form_page, posted
from directory.views.said_of import line_of, verb_of

A_PAGE, LAST_EVENTS = 50, 50


@only_for(Role.SYSTEM_ADMIN)
@require_GET
def users(request):
    """Everybody, by name, with the roles and the team of now; one role or the closed accounts on demand."""
    now, role, closed = timezone.now(), request.GET.get("role", ""), "closed" in request.GET
    people = get_user_model().objects.filter(is_active=not closed).order_by("name", "pk")
    if role in Role.values:
        people = people.filter(pk__in=RoleGrant.objects.at(now).filter(role=role).values("user_id"))
    people = people.prefetch_related(
        Prefetch("grants", RoleGrant.objects.at(now)),
        Prefetch("memberships", Membership.objects.at(now).select_related("team")),
    )
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    roles = [{"value": r.value, "label": r.label, "selected": r.value == role} for r in Role]
    return render(request, "directory/users.html", {"page": page, "roles": roles, "closed": closed, "role": role})


@only_for(Role.SYSTEM_ADMIN)
@require_GET
def user(request, pk):
    """One colleague: how to reach them, every role they have or had and by whose word, and what was done to them."""
    colleague, now = _colleague(pk), timezone.now()
    history = Event.about(colleague).select_related("actor").order_by("-pk")[:LAST_EVENTS]
    context = {
        "colleague": colleague,
        "last_login": said(colleague.last_login, now) if colleague.last_login else "",
        "team": team_of(colleague, now),
        "grants": [line_of(g, now) for g in colleague.grants.select_related("granted_by").order_by("-starts", "-pk")],
        "history": [verb_of(event, now) for event in history],
    }
    return render(request, "directory/user.html", context)


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def new(request):
    """Add a colleague; a role and a first password come next."""
    form = NewUserForm(posted(request))
    if form.is_valid():
        colleague = staff.add(form.cleaned_data, request.user, timezone.now())
        messages.success(request, f"{colleague.name} was added. Grant a role and set a first password.")
        return redirect("user", colleague.pk)
    return form_page(request, form, "New user", "Add", reverse("users"))


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def details(request, pk):
    """Change name, e-mail, telephone or home postcode. The user name stays: it stands in old audit rows."""
    colleague = _colleague(pk)
    form = DetailsForm(posted(request), instance=colleague)
    if form.is_valid():
        staff.change_details(colleague, form.cleaned_data, request.user, timezone.now())
        return _done(request, colleague, f"{colleague.name}: changed.")
    return form_page(request, form, f"Change {_colleague(pk).name}", "Save", reverse("user", args=[pk]))


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def password(request, pk):
    """Set a first password, or another one for somebody who forgot theirs or is locked out."""
    colleague = _colleague(pk)
    if colleague == request.user:
        return redirect("account_change_password")
    form = PasswordForm(posted(request), user=colleague)
    if form.is_valid():
        staff.give_password(colleague, form.cleaned_data["password1"], request.user, timezone.now())
        return _done(request, colleague, f"{colleague.name} signs in with the new password from now on.")
    text = "It ends their sessions and unlocks their user name. That you set it is written down."
    return form_page(request, form, f"Password for {colleague.name}", "Set password", reverse("user", args=[pk]), text)


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def team(request, pk):
    """Put a colleague into a receiving team, at once."""
    colleague, now = _colleague(pk), timezone.now()
    form = TeamForm(posted(request), initial={"team": team_of(colleague, now)})
    if form.is_valid():
        staff.move_to_team(colleague, form.cleaned_data["team"], request.user, now)
        return _done(request, colleague, f"{colleague.name}: {form.cleaned_data['team'] or 'in no team'}.")
    return form_page(request, form, f"Team of {colleague.name}", "Save", reverse("user", args=[pk]))


@only_for(Role.SYSTEM_ADMIN)
@require_POST
def deactivate(request, pk):
    """Close an account at once: sessions, roles and turns on the rota end."""
    colleague = _colleague(pk)
    try:
        staff.deactivate(colleague, request.user, timezone.now())
    except staff.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("user", pk)
    return _done(request, colleague, f"{colleague.name} can no longer sign in.")


@only_for(Role.SYSTEM_ADMIN)
@require_POST
def activate(request, pk):
    """Open a closed account again, without any role."""
    colleague = _colleague(pk)
    staff.activate(colleague, request.user, timezone.now())
    return _done(request, colleague, f"{colleague.name} may sign in again. Grant a role.")


def _colleague(pk):
    return get_object_or_404(get_user_model(), pk=pk)


def _done(request, colleague, sentence):
    messages.success(request, sentence)
    return redirect("user", colleague.pk)
