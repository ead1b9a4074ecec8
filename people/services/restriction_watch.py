"""Restrictions that want somebody: left without anybody who may decide, or due to be looked at again."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from correspondence.notices import LEFT_ALONE, Telling, tell
from directory.london import london_day
from directory.roles import MANAGERS, Role
from directory.services import holders
from people.ages import said_day
from people.models import Restriction, RestrictionReader, StaffRelation, root


def left_alone(now: datetime) -> QuerySet:
    """The restrictions in force among whose named readers nobody decides at `now` who is no relation.

    A role that ended, an account that was closed or an interest that was declared since may have left them so.
    """
    related = StaffRelation.objects.alias(root=root("person__"))
    related = related.filter(user=OuterRef("user"), root=OuterRef("of"))
    decide = RestrictionReader.objects.named().filter(user__in=holders(MANAGERS, now).order_by().values("pk"))
    decide = decide.alias(of=root("restriction__person__")).filter(~Exists(related), restriction=OuterRef("pk"))
    return Restriction.objects.in_force().filter(~Exists(decide)).select_related("person").order_by("pk")


@transaction.atomic
def watch_restrictions(now: datetime) -> int:
    """Tell of every restriction that is left alone, once a day, and of every one that is due, once; counts the former.

    Of one left alone the practice managers hear, or else the head of service, by its reference: whoever can name
    somebody again is mostly not among its readers, and comes to it by breaking the glass. A review is told of to those
    who may open it: the practice managers, or else whoever is named.
    """
    alone = list(left_alone(now))
    tell([_left_alone(each, now) for each in alone], now)
    for each in Restriction.objects.due(london_day(now)).select_related("person").order_by("pk"):
        if not tell([_due(each, roles=(Role.PRACTICE_MANAGER,))], now):
            tell([_due(each, people=tuple(each.reading.named().values_list("user_id", flat=True)))], now)
    return len(alone)


def due_text(restriction: Restriction, on: date) -> str:
    """That it is due to be looked at again, for the pages on which it is told; mostly nothing."""
    return f" To be reviewed since {said_day(restriction.review_on)}." if restriction.review_on <= on else ""


def _left_alone(restriction, now):
    person = restriction.person
    sentence = f"Nobody who decides may open {person.reference}: search for it, break the glass and name somebody."
    key, roles = f"left alone {restriction.pk} {london_day(now)}", (Role.PRACTICE_MANAGER,)
    return Telling(person, LEFT_ALONE, key, sentence, roles, everyone=True, address="/people/search/")


def _due(restriction, **to):
    person = restriction.person
    sentence = f"The restriction of {person.reference} is to be reviewed."
    key, address = f"review {restriction.pk} {restriction.review_on}", f"{person.get_absolute_url()}restriction/"
    return Telling(person, "restriction_review", key, sentence, everyone=True, address=address, **to)
