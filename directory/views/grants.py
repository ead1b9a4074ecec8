"""Roles granted and ended by an administrator; cover arranged by a practice manager."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from directory import staff
from directory.forms import CoverForm, GrantForm
from directory.london import spoken
from directory.models import RoleGrant
from directory.pages import only_for
from directory.roles import DUTY_TEAM, Role
from directory.views.form_page import form_page, posted
from directory.views.said_of import line_of


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def grant(request, pk):
    """Grant a role from a moment until another; the history shows by whose word."""
    colleague = get_object_or_404(get_user_model(), pk=pk)
    form = GrantForm(posted(request), user=colleague, by=request.user)
    if form.is_valid():
        role, starts, until = (form.cleaned_data[name] for name in ("role", "starts", "until"))
        staff.grant_role(colleague, role, starts, until, request.user, timezone.now())
        messages.success(request, f"{colleague.name}: {Role(role).label} granted.")
        return redirect("user", pk)
    return form_page(request, form, f"Grant a role to {colleague.name}", "Grant", reverse("user", args=[pk]))


@only_for(Role.SYSTEM_ADMIN)
@require_POST
def end(request, pk, grant_pk):
    """End a grant now, or withdraw one that has not begun. It stays in the history."""
    granted = get_object_or_404(RoleGrant, pk=grant_pk, user_id=pk)
    try:
        staff.end_grant(granted, request.user, timezone.now())
    except staff.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{Role(granted.role).label}: ended.")
    return redirect("user", pk)


@only_for(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "POST"])
def cover(request):
    """Who covers whom: a duty-team role for a colleague, at once and with an end.

    "A practice manager covers a sick colleague by a dated grant, at once" (DOMAIN section 2). The practice manager
    owns the duty team, so grants its roles and no others, may take one on in person, and ends what was granted
    here; the audit tells who did.
    """
    form, now = CoverForm(posted(request), by=request.user), timezone.now()
    if form.is_valid():
        user, role, until = (form.cleaned_data[name] for name in ("user", "role", "until"))
        staff.grant_role(user, role, now, until, request.user, now)
        messages.success(request, f"{user.name} is {Role(role).label} until {spoken(until)}.")
        return redirect("cover")
    granted = covers().filter(until__gt=now).select_related("user", "granted_by").order_by("until", "pk")
    running = [line_of(each, now) | {"name": each.user.name} for each in granted]
    context = {"form": form, "running": running}
    return render(request, "directory/cover.html", context, status=422 if form.errors else 200)


@only_for(Role.PRACTICE_MANAGER)
@require_POST
def end_cover(request, grant_pk):
    """End cover before its time: the colleague is back."""
    granted = get_object_or_404(covers().select_related("user"), pk=grant_pk)
    staff.end_grant(granted, request.user, timezone.now())
    messages.success(request, f"{granted.user.name} no longer covers.")
    return redirect("cover")


def covers():
    """Duty-team roles with an end, granted by a practice manager: all that one may end."""
    managers = RoleGrant.objects.filter(role=Role.PRACTICE_MANAGER).values("user_id")
    return RoleGrant.objects.filter(role__in=DUTY_TEAM, granted_by__in=managers).exclude(until=None)
