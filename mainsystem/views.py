"""/main-system/: sending files in, watching them being read, and what could not be."""

import csv

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from directory.london import said
from directory.pages import only_for
from directory.roles import Role
from mainsystem.forms import ImportForm
from mainsystem.models import Import, ImportProblem
from mainsystem.services.files import begin
from mainsystem.services.importing import report
from mainsystem.tasks import read_imports

SHOWN = 20


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def imports(request):
    """The last imports, and a form for the next."""
    form = ImportForm(request.POST or None, request.FILES or None, initial={"as_of": timezone.now()})
    if request.method == "POST" and form.is_valid():
        begun = _begin(request, form)
        if begun:
            return redirect("main-system-import", pk=begun.pk)
    now = timezone.now()
    shown = [_line(each, now) for each in Import.objects.select_related("started_by").prefetch_related("files")[:SHOWN]]
    return render(request, "mainsystem/imports.html", {"form": form, "imports": shown})


def _begin(request, form):
    try:
        with transaction.atomic():
            begun = begin(form.cleaned_data["files"], form.cleaned_data["as_of"], request.user, timezone.now())
            transaction.on_commit(read_imports.delay)
    except IntegrityError:
        form.add_error("files", "Another import is still being read: wait until it is done.")
        return None
    messages.success(request, "The files have been taken in and are being read.")
    return begun


def _line(each, now):
    return {
        "url": f"/main-system/{each.pk}/",
        "when": said(each.started_at, now),
        "as_of": said(each.as_of, now),
        "by": each.started_by.name if each.started_by else "",
        "state": each.get_state_display(),
        "bad": sum(file.bad for file in each.files.all()),
    }


@only_for(Role.SYSTEM_ADMIN)
@require_safe
def one(request, pk):
    """How far an import has come, and its report."""
    found, now = get_object_or_404(Import, pk=pk), timezone.now()
    context = _line(found, now) | {"is_done": found.finished_at is not None, "files": report(found), "pk": found.pk}
    return render(request, "mainsystem/import.html", {"import": context})


@only_for(Role.SYSTEM_ADMIN)
@require_safe
def problems(request, pk):
    """Every row that could not be read, as CSV: file, line, column and reason, and nothing of what stood there."""
    found = get_object_or_404(Import, pk=pk)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{found.pk}-problems.csv"'
    writer = csv.writer(answer)
    writer.writerow(["table", "line", "column", "why"])
    rows = ImportProblem.objects.filter(file__of=found).select_related("file")
    writer.writerows([row.file.table, row.line, row.column, row.why] for row in rows.iterator(chunk_size=2000))
    return answer
