"""/rota/: who is at the duty desk in which role on which day. They are asked first when somebody is to be told."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from directory import staff
from directory.forms import RotaForm
from directory.london import london_day
from directory.models import Rota
from directory.pages import only_for
from directory.roles import DUTY_TEAM, Role
from directory.views.form_page import posted

KEEPERS = (Role.SYSTEM_ADMIN, Role.PRACTICE_MANAGER)
"""The administrator keeps the rota, and the manager of the duty team, who knows who is ill today."""

YEARS = range(2000, 2100)


@only_for(*KEEPERS)
@require_http_methods(["GET", "POST"])
def rota(request, monday=None):
    """One week: a row per role, a column per day; put somebody on it."""
    days = [week_of(monday) + timedelta(days=number) for number in range(7)]
    today = london_day(timezone.now())
    form = RotaForm(posted(request), days=days, initial={"day": today.isoformat()})
    if form.is_valid():
        user, role, day = (form.cleaned_data[name] for name in ("user", "role", "day"))
        staff.put_on_rota(user, role, day, request.user, timezone.now())
        messages.success(request, f"{user.name} is on the rota for {day:%A} {day.day} {day:%B}.")
        return redirect("rota-week", days[0].isoformat())
    context = {"form": form, "days": days, "rows": rows(days), "today": today}
    for name, step in (("earlier", -7), ("later", 7)):
        context[name] = reverse("rota-week", args=[(days[0] + timedelta(days=step)).isoformat()])
    return render(request, "directory/rota.html", context, status=422 if form.errors else 200)


@only_for(*KEEPERS)
@require_POST
def take_off(request, pk):
    """Take somebody off the rota of one day."""
    turn = get_object_or_404(Rota.objects.select_related("user"), pk=pk)
    staff.take_off_rota(turn, request.user, timezone.now())
    messages.success(request, f"{turn.user.name} is off the rota for {turn.day:%A} {turn.day.day} {turn.day:%B}.")
    return redirect("rota-week", week_of(turn.day.isoformat()).isoformat())


def week_of(day: str | None) -> date:
    """The Monday of the week of `day`, or of this week in London. 404 for what is no day of these times."""
    try:
        named = date.fromisoformat(day) if day else london_day(timezone.now())
    except ValueError:
        raise Http404 from None
    if named.year not in YEARS:
        raise Http404
    return named - timedelta(days=named.weekday())


def rows(days: list[date]) -> list[dict]:
    """For each duty-team role, who is named on each of `days`."""
    turns = Rota.objects.filter(day__range=(days[0], days[-1])).select_related("user").order_by("user__name")
    at = {}
    for turn in turns:
        at.setdefault((turn.role, turn.day), []).append({"pk": turn.pk, "name": turn.user.name})
    roles = [role for role in Role if role in DUTY_TEAM]
    return [{"role": role.label, "cells": [at.get((role, day), []) for day in days]} for role in roles]
