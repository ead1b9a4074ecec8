"""Whether the process lives, and whether the work is done in time."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.models import Heartbeat
from correspondence.models import Outbox
from deadlines.services import next_stage_due

STAGE_LATE = timedelta(seconds=90)
MAIL_LATE = timedelta(minutes=15)
SLIPS_OLD = timedelta(hours=26)
"""The trays are compared with the records once a night; a night that was left out is found in the morning."""
STOPPED_AFTER = {
    "tick": timedelta(seconds=90),
    "sweep": timedelta(seconds=90),
    "relay": timedelta(seconds=90),
    "unseen": timedelta(minutes=3),
    "imports": timedelta(minutes=3),
}
"""The loops, and after how long one counts as stopped: the beat starts `unseen` once a minute, the others oftener. One
run of `imports` takes half a minute; it stops when the database does not take what it reads."""


@login_not_required
@require_safe
def live(request):
    """This process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def ready(request):
    """Red (503) when the work is late, or something open is visible to nobody on duty who may decide it.

    Judged by the work and not by the workers: a stage announced late, a mail not sent, a loop that
    has stopped. Anybody may ask, so it says which of these it is, and never how many or since when;
    what costs is counted by a worker once a minute.
    """
    try:
        trouble = _trouble(timezone.now())
    except OperationalError:
        return JsonResponse({"status": "down", "database": "does not answer"}, status=503)
    late = any(trouble.values())
    return JsonResponse({"status": "late" if late else "ok", **trouble}, status=503 if late else 200)


def _trouble(now):
    beats = {beat.loop: beat for beat in Heartbeat.objects.all()}
    due, mails, slips = next_stage_due(), Outbox.behind_walls, beats.get("slips")
    return {
        "loops_stopped": [
            loop for loop, after in STOPPED_AFTER.items() if loop not in beats or now - beats[loop].beat_at > after
        ],
        "stage_late": bool(due and now - due > STAGE_LATE),
        "mail_late": mails.filter(next_at__isnull=False, queued_at__lt=now - MAIL_LATE).exists(),
        "mail_undelivered": mails.unsettled().exists(),
        "seen_by_nobody": bool("unseen" in beats and beats["unseen"].figure),
        "trays_wrong": bool(slips and slips.figure),
        "trays_not_compared": bool(slips and now - slips.beat_at > SLIPS_OLD),
    }
