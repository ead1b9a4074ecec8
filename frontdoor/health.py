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

LATE = timedelta(seconds=90)
MAIL_LATE = timedelta(minutes=15)
LOOPS = ("tick", "sweep", "relay")


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
    has stopped. Holds no name and no reference, for anybody may ask; what costs is counted by a worker
    once a minute.
    """
    try:
        trouble, beats = _trouble(timezone.now())
    except OperationalError:
        return JsonResponse({"status": "down", "database": "does not answer"}, status=503)
    late = any(trouble.values())
    times = {loop: beat.isoformat() for loop, beat in beats.items()}
    return JsonResponse(
        {"status": "late" if late else "ok", "heartbeats": times, **trouble}, status=503 if late else 200
    )


def _trouble(now):
    beats = dict(Heartbeat.objects.values_list("loop", "beat_at"))
    due = next_stage_due()
    trouble = {
        "loops_stopped": [loop for loop in LOOPS if loop not in beats or now - beats[loop] > LATE],
        "stage_late": bool(due and now - due > LATE),
        "mail_late": Outbox.behind_walls.filter(next_at__isnull=False, queued_at__lt=now - MAIL_LATE).exists(),
        "mail_failed": Outbox.behind_walls.filter(failed_at__isnull=False).count(),
        "seen_by_nobody": sum(Heartbeat.objects.filter(loop="unseen").values_list("figure", flat=True)),
    }
    return trouble, beats
