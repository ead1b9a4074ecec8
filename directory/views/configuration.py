"""/hours/ and /directory/: when we are open, and whom to ring."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from directory import profile, staff
from directory.forms import WEEKDAYS, EntryForm, HoursForm
from directory.models import DirectoryEntry, OfficeHours
from directory.pages import only_for
from directory.roles import Role
from directory.views.form_page import form_page, posted


@require_GET
def duty_directory(request):
    """Every duty number, for everybody who is signed in; an entry may have several."""
    entries = [
        {"slug": entry.slug, "name": entry.name, "numbers": entry.numbers.splitlines(), "note": entry.note}
        for entry in DirectoryEntry.objects.all()
    ]
    may_change = Role.SYSTEM_ADMIN in request.roles
    return render(request, "directory/directory.html", {"entries": entries, "may_change": may_change})


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def entry(request, slug=None):
    """Change an entry of the duty directory, or add one."""
    row = get_object_or_404(DirectoryEntry, slug=slug) if slug else DirectoryEntry()
    form = EntryForm(posted(request), instance=row)
    if form.is_valid():
        row = form.save(commit=False)
        row.slug = row.slug or _free_slug(row.name)
        staff.save_configuration(row, request.user, timezone.now())
        messages.success(request, f"{row.name}: saved.")
        return redirect("directory")
    title = "Change a duty number" if slug else "New duty number"
    return form_page(request, form, title, "Save", reverse("directory"))


@only_for(Role.SYSTEM_ADMIN)
@require_GET
def hours(request):
    """The opening hours of every calendar, in the order of the week."""
    names = {calendar.slug: calendar.name for calendar in profile.current().calendars.values()}
    by_calendar = {slug: [] for slug in names}
    for row in OfficeHours.objects.all():
        row.day = dict(WEEKDAYS)[row.weekday]
        by_calendar.setdefault(row.calendar, []).append(row)
    calendars = [{"name": names.get(slug, slug), "rows": rows} for slug, rows in by_calendar.items()]
    return render(request, "directory/hours.html", {"calendars": calendars})


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def opening(request, pk=None):
    """Change the hours of one weekday of one calendar, or add some."""
    row = get_object_or_404(OfficeHours, pk=pk) if pk else OfficeHours()
    form = HoursForm(posted(request), instance=row)
    if form.is_valid():
        staff.save_configuration(form.save(commit=False), request.user, timezone.now())
        messages.success(request, "The hours were saved. Deadlines that have started keep their due time.")
        return redirect("hours")
    title = "Change hours" if pk else "New hours"
    text = "To close on a day, give these hours a last day. Deadlines that have started keep their due time."
    return form_page(request, form, title, "Save", reverse("hours"), text)


def _free_slug(name):
    slug = base = slugify(name)[:70].replace("-", "_") or "entry"
    number = 1
    while DirectoryEntry.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}_{number}"
    return slug
