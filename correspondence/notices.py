"""Telling colleagues: who of those meant may see the record, once each, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid

from django.contrib.auth import get_user_model

from correspondence.models import LEFT_ALONE, Notice, Outbox
from directory.london import london_day
from directory.models import Membership, Rota
from directory.roles import TEAM_ROLES, Role
from directory.services import holders

LAST_RESORTS = (Role.TEAM_MANAGER, Role.PRACTICE_MANAGER, Role.HEAD_OF_SERVICE)
"""Who is told when nobody else may see it; a team's manager of what lies with the team alone."""


@dataclass(frozen=True)
class Telling:
    """One thing to be told about one record.

    `key` names the occasion (an event, or a deadline's stage) and is what makes each person hear of
    it once. Of each of `roles` those on the day's rota are asked first; `everyone` asks all of them
    at once. Of a receiving team's roles those of the team that has the record are meant, and no other's.
    `people` are told whatever they are. Nobody who may not see the record is told; if that leaves nobody,
    its team's managers are told, then the practice managers, then the head of service (DOMAIN section 2).
    Of what is `LEFT_ALONE` also those are told who may not see it, by the reference alone, and never a relation.
    `address` is the page to go to, if it is not the record's own; `but_for` is who did it, and needs no telling.
    """

    record: object
    name: str
    key: str
    sentence: str
    roles: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    everyone: bool = False
    address: str = ""
    but_for: int | None = None


def tell(tellings: Iterable[Telling], now: datetime) -> int:
    """Write the notices and their e-mails; says how many were meant, told before or not."""
    tellings = list(tellings)
    if not tellings:
        return 0
    roster = _Roster(tellings, now)
    notices = [_notice(telling, user, now) for telling in tellings for user in roster.told(telling)]
    Notice.behind_walls.bulk_create(notices, ignore_conflicts=True)
    Outbox.behind_walls.bulk_create(
        [_mail(notice, now) for notice in notices if notice.user.email], ignore_conflicts=True
    )
    return len(notices)


def _notice(telling, user, now):
    return Notice(
        record=telling.record,
        wall=getattr(telling.record, "wall", None),
        user=user,
        name=telling.name,
        key=telling.key,
        reference=telling.record.reference,
        sentence=telling.sentence,
        address=telling.address or telling.record.get_absolute_url(),
        at=now,
    )


def _mail(notice, now):
    return Outbox(
        content_type=notice.content_type,
        object_id=notice.object_id,
        wall=notice.wall,
        key=f"notice {notice.user_id} {notice.key}",
        to=notice.user.email,
        subject="Front door: you have notices",
        body=notice.sentence,
        collapse=True,
        queued_at=now,
        next_at=now,
        message_id=make_msgid(domain="front-door"),
    )


class _Roster:
    """Who holds which role now, who is on the rota, and who may see which record: asked once for a whole batch."""

    def __init__(self, tellings, now):
        self.now, self.by_role, self.seen, self.readers, self.members = now, {}, {}, {}, {}
        self.on_rota = defaultdict(set)
        for role, user_id in Rota.objects.filter(day=london_day(now)).values_list("role", "user_id"):
            self.on_rota[role].add(user_id)
        self.users = {}
        meant = {user_id for telling in tellings for user_id in telling.people}
        for user in get_user_model().objects.filter(pk__in=meant, is_active=True):
            self.users[user.pk] = user
        self.records = defaultdict(set)
        for telling in tellings:
            self.records[type(telling.record)].add(telling.record.pk)

    def told(self, telling):
        """The users to be told, each once."""
        told = {pk: self.users[pk] for pk in telling.people if pk in self.users}
        told = {pk: user for pk, user in told.items() if self._may_hear(user, telling)}
        for role in telling.roles:
            for user in self._of_role(role, telling):
                told[user.pk] = user
        for role in LAST_RESORTS:
            if not told and (telling.roles or telling.people):
                told = {user.pk: user for user in self._of_role(role, telling)}
        return told.values()

    def _of_role(self, role, telling):
        if role not in self.by_role:
            self.by_role[role] = list(holders([role], self.now))
        able = [user for user in self.by_role[role] if self._may_hear(user, telling)]
        if role in TEAM_ROLES:
            able = [user for user in able if user.pk in self._members(getattr(telling.record, "team_id", None))]
        rostered = [user for user in able if user.pk in self.on_rota[role]]
        return able if telling.everyone or not rostered else rostered

    def _members(self, team_id):
        if team_id not in self.members:
            of_team = Membership.objects.at(self.now).filter(team=team_id)
            self.members[team_id] = set(of_team.values_list("user_id", flat=True))
        return self.members[team_id]

    def _may_hear(self, user, telling):
        if user.pk == telling.but_for:
            return False
        if telling.name != LEFT_ALONE:
            return self._sees(user, telling.record)
        record = telling.record
        return not type(record).objects.related_to_staff(user).filter(pk=record.pk).exists()

    def _sees(self, user, record):
        """Asked of one record for all users at once, or of many records for each user: the same rule either way."""
        if len(self.records[type(record)]) == 1 and hasattr(record, "readers_among"):
            if type(record) not in self.readers:
                everybody = get_user_model().objects.all()
                self.readers[type(record)] = set(record.readers_among(everybody).values_list("pk", flat=True))
            return user.pk in self.readers[type(record)]
        key = (type(record), user.pk)
        if key not in self.seen:
            visible = type(record).objects.visible_to(user).filter(pk__in=self.records[type(record)])
            self.seen[key] = set(visible.values_list("pk", flat=True))
        return record.pk in self.seen[key]
