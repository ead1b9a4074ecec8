"""What somebody had in hand when they said that they know the family: others must hear of it to take it back."""

from collections.abc import Iterable
from datetime import datetime

from correspondence.notices import tell
from people.models import Person
from people.services.interest import interest
from workflow.models import Slip


def tell_of_what_is_in_hand(user, people: Iterable[Person], now: datetime) -> None:
    """Tell the managers who may see it of every open record with `user` that concerns these people."""
    same = Person.objects.same_as([person.pk for person in people]).order_by().values("pk")
    slips = Slip.objects.filter(holder=user, people__in=same).distinct()
    tellings = []
    for slip in slips.order_by("pk"):
        sentence = f"{user.name} knows the family and cannot go on with {slip.reference}: take it back."
        tellings.append(interest(slip.record, user, sentence, now))
    tell(tellings, now)
