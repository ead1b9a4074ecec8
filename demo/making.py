"""Making the demo: staff, what was on file, and a fortnight of contacts, in one transaction."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from audit.models import Event
from correspondence.models import Notice, Outbox
from demo.background import Files
from demo.database import MADE, empty, refuse_where_it_must
from demo.playing import Player
from demo.staff import hire
from demo.stories import stories_until
from directory import profile
from directory.loading import load
from directory.london import london_day
from directory.models import Team
from directory.roles import Role

UNREAD_FOR = timedelta(hours=14)
READ_AFTER, SENT_AFTER = timedelta(minutes=25), timedelta(seconds=5)
LOOK_IN = (Role.PRACTICE_MANAGER, Role.HEAD_OF_SERVICE, Role.CSO, Role.EARLY_HELP_MANAGER)


def make(now: datetime) -> int:
    """Take the last demo away and make a new one that ends at `now`; how many contacts. `Refused` beside real data."""
    refuse_where_it_must()
    empty()
    with transaction.atomic():
        authority = profile.current()
        load(authority, london_day(now))
        crew, users = hire(authority, now)
        stories = stories_until(now, crew)
        files = _files(crew, users, now)
        Player(users, files, now).play(stories)
        _settle(now)
        administrator = users[crew.by_role[Role.SYSTEM_ADMIN][0]]
        Event.objects.create(at=now, actor=None, verb=MADE, record=administrator)
    return len(stories)


def _files(crew, users, now):
    workers = {
        user.memberships.get().team_id: user for user in (users[name] for name in crew.by_role[Role.TEAM_WORKER])
    }
    readers = [name for role in LOOK_IN for name in crew.by_role[role]]
    recorder = users[crew.by_role[Role.CSO][0]]
    return Files(recorder, Team.objects.order_by("pk"), workers, readers, now)


def _settle(now):
    """What is long ago has been read, and sent: no mail server would take what goes to these addresses."""
    Notice.behind_walls.filter(at__lt=now - UNREAD_FOR).update(read_at=F("at") + READ_AFTER)
    Outbox.behind_walls.update(sent_at=F("queued_at") + SENT_AFTER, next_at=None, attempts=1)
