"""/undelivered/: e-mail that was refused for good, for a system administrator. No page here shows what it says."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from correspondence import undelivered
from correspondence.models import Outbox
from directory.london import said
from directory.pages import only_for
from directory.roles import Role


@only_for(Role.SYSTEM_ADMIN)
@require_GET
def unsent(request):
    """To whom, about what, since when and why: never the words."""
    now = timezone.now()
    shown = [
        {
            "pk": message.pk,
            "to": message.to,
            "about": ", ".join(message.references),
            "queued": said(message.queued_at, now),
            "error": message.error,
        }
        for message in undelivered.undelivered(request.user)
    ]
    return render(request, "correspondence/undelivered.html", {"undelivered": shown})


@only_for(Role.SYSTEM_ADMIN)
@require_POST
def send_again(request, pk):
    """The address, or the mail server, was put right."""
    mail = _known(request, pk)
    undelivered.send_again(mail, request.user, timezone.now())
    messages.success(request, f"The e-mail to {mail.to} is sent again within a minute.")
    return redirect("undelivered")


@only_for(Role.SYSTEM_ADMIN)
@require_POST
def leave(request, pk):
    """It need not go any more."""
    mail = _known(request, pk)
    undelivered.leave(mail, request.user, timezone.now())
    messages.success(request, f"The e-mail to {mail.to} is left unsent.")
    return redirect("undelivered")


def _known(request, pk):
    return get_object_or_404(Outbox.objects.unsettled().known_to(request.user), pk=pk)
