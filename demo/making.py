"""Making the demo: the staff, what was on file, and a fortnight of contacts, played by two processes side by side."""

import gc
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from multiprocessing import get_context

from django.db import connection, transaction
from django.db.models import F

from audit.models import Event
from correspondence.models import Notice, Outbox
from demo.background import Files
from demo.database import MADE, empty, refuse_where_it_must
from demo.neighbours import a_look_next_door
from demo.playing import Player
from demo.staff import hire
from demo.stories import Story, stories_until
from directory import profile
from directory.loading import load
from directory.london import london_day
from directory.models import Team
from directory.roles import Role

UNREAD_FOR = timedelta(hours=14)
READ_AFTER, SENT_AFTER = timedelta(minutes=25), timedelta(seconds=5)
LOOK_IN = (Role.PRACTICE_MANAGER, Role.HEAD_OF_SERVICE, Role.CSO, Role.EARLY_HELP_MANAGER)


class Unfinished(Exception):
    """A process that played a share of the stories did not come to its end."""


def make(now: datetime, processes: int = 2) -> int:
    """Take the last demo away and make a new one that ends at `now`; how many contacts. `Refused` beside real data.

    With one process all is done on the caller's own connection. A demo that was not finished does not count as one.
    """
    refuse_where_it_must()
    empty()
    with transaction.atomic():
        authority = profile.current()
        load(authority, london_day(now))
        crew, users = hire(authority, now)
    stories, player = stories_until(now, crew), Player(users, _files(crew, users, now), now)
    if processes == 1:
        _play(player, stories)
    else:
        _play_side_by_side(player, shares(stories, processes))
    a_look_next_door(crew, users, now)
    administrator = users[crew.by_role[Role.SYSTEM_ADMIN][0]]
    Event.objects.create(at=now, actor=None, verb=MADE, record=administrator)
    return len(stories)


def shares(stories: Sequence[Story], count: int) -> list[list[Story]]:
    """The stories in `count` shares of about the same length; what follows another story goes with it."""
    found: list[list[Story]] = [[] for _ in range(count)]
    share_of = {}
    for story in stories:
        share = share_of.get(story.earlier and story.earlier.number)
        share = share if share is not None else min(found, key=lambda share: sum(len(s.steps) for s in share))
        share_of[story.number] = share
        share.append(story)
    return found


def _play_side_by_side(player, parts):
    """Forked, so that nothing has to be loaded twice; each with a connection and a transaction of its own."""
    connection.close()
    fork, parent = get_context("fork"), os.getpid()
    children = [fork.Process(target=_play, args=(player, part, parent)) for part in parts]
    for child in children:
        child.start()
    for child in children:
        child.join()
    if any(child.exitcode for child in children):
        raise Unfinished("The demo is not whole; what went wrong stands above.")


def _play(player, stories, parent=None):
    if parent:
        gc.disable()  # a process of some seconds: looking for rubbish costs a quarter of them, and it ends with it

    def go_on():
        if parent not in (None, os.getppid()):
            raise Unfinished("Nobody waits for this demo any more.")

    with transaction.atomic():
        player.play(stories, go_on)
        _settle(player.now)


def _files(crew, users, now):
    workers = {
        user.memberships.get().team_id: user for user in (users[name] for name in crew.by_role[Role.TEAM_WORKER])
    }
    readers = [name for role in LOOK_IN for name in crew.by_role[role]]
    recorder = users[crew.by_role[Role.CSO][0]]
    teams = sorted(Team.objects.order_by("pk"), key=lambda team: team.pk not in workers)
    return Files(recorder, teams, workers, readers, now)


def _settle(now):
    """What is long ago has been read, and sent: no mail server would take what goes to these addresses."""
    Notice.behind_walls.filter(at__lt=now - UNREAD_FOR).update(read_at=F("at") + READ_AFTER)
    Outbox.behind_walls.update(sent_at=F("queued_at") + SENT_AFTER, next_at=None, attempts=1)
