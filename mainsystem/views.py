"""/main-system/: sending files in, watching them being read, and what could not be."""

import csv

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.london import said
from directory.pages import only_for
from directory.roles import Role
from mainsystem.forms import ImportForm
from mainsystem.models import Import, ImportProblem, ProblemKind
from mainsystem.services.files import Refused, begin
from mainsystem.services.importing import NAMED, stop
from mainsystem.services.reports import report
from mainsystem.services.tables import TABLES

SHOWN = 20
TONES = {"waiting": "blue", "reading": "blue", "done": "green", "stopped": "orange"}


@only_for(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """The last imports, and a form for the next."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    begun = _begun(request, form) if form.is_valid() else None
    if begun:
        return redirect("main-system-import", pk=begun.pk)
    now = timezone.now()
    rows = [_line(each, now) for each in Import.objects.select_related("started_by").prefetch_related("files")[:SHOWN]]
    context = {"form": form, "imports": rows, "tables": TABLES}
    return render(request, "mainsystem/imports.html", context, status=422 if form.errors else 200)


def _begun(request, form):
    """The import that this form began, now or with its first click; nothing, and why, when it cannot begin."""
    data = form.cleaned_data
    try:
        return begin(data["files"], data["as_of"], request.user, timezone.now(), data["key"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _line(each, now):
    return {
        "pk": each.pk,
        "started": said(each.started_at, now),
        "as_of": said(each.as_of, now),
        "by": each.started_by.name if each.started_by else "the nightly job",
        "state": each.state,
        "state_text": each.get_state_display(),
        "tone": TONES[each.state],
        "under_way": each.finished_at is None,
        "finished": said(each.finished_at, now) if each.finished_at else "",
        "rows": sum(file.rows for file in each.files.all()),
        "refused": sum(file.refused for file in each.files.all()),
        "partly": sum(file.partly for file in each.files.all()),
    }


@only_for(Role.SYSTEM_ADMIN)
@require_safe
def one(request, pk):
    """How far an import has come, and its report; while it is under way the page asks for the fragment again."""
    found = get_object_or_404(Import.objects.select_related("started_by").prefetch_related("files"), pk=pk)
    context = {"import": _line(found, timezone.now()), "files": report(found)}
    return render(request, "mainsystem/_import.html" if request.htmx else "mainsystem/import.html", context)


@only_for(Role.SYSTEM_ADMIN)
@require_POST
def stop_reading(request, pk):
    """Read nothing more of it. What was read stays.

    An import of the same files reads them from their beginning, and finds what was read to be as before.
    """
    found = get_object_or_404(Import, pk=pk)
    if stop(found, timezone.now()):
        messages.success(
            request,
            "Nothing more of this import is read. What had been read stays: send the files in again for the rest.",
        )
    else:
        messages.warning(request, "This import was over already.")
    return redirect("main-system-import", pk=pk)


@only_for(Role.SYSTEM_ADMIN)
@require_safe
def problems(request, pk):
    """What was wrong, as CSV: table, line, column and reason, and nothing of what stood there.

    At its end stands of which kind more rows were wrong than are named.
    """
    found = get_object_or_404(Import, pk=pk)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{found.pk}-problems.csv"'
    writer = csv.writer(answer)
    writer.writerow(["table", "line", "column", "reason", "row"])
    named = ImportProblem.objects.filter(kind__file__of=found).select_related("kind__file")
    for row in named.iterator(chunk_size=2000):
        writer.writerow(_csv_row(row.kind, row.line, row.kind.why))
    for kind in ProblemKind.objects.filter(file__of=found, count__gt=NAMED).select_related("file"):
        writer.writerow(_csv_row(kind, "", f"{kind.why}: and {kind.count - NAMED} more rows"))
    return answer


def _csv_row(kind, line, why):
    return [kind.file.table, line, kind.column, why, "left out" if kind.refused else "read"]
