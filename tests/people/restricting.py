"""Restricting somebody and opening it in an emergency, by the pages on which it is done."""

from tests.acceptance.front import Page
from tests.factories.cast import signed_in
from tests.people.pages import TWO_YEARS_ON


def sends(user, address, **said):
    """Post to a page and read what is answered."""
    return Page(signed_in(user).post(address, said), address)


def restrict(cast, person, *readers, **more):
    """Pat restricts somebody to these readers."""
    said = {"readers": [user.pk for user in readers], "reason": "A colleague's family", "review_on": TWO_YEARS_ON}
    return sends(cast.pat, f"/people/{person.reference}/restrict/", **said | more)


def searched(user, text):
    """What a search answers."""
    return Page(signed_in(user).post("/people/search/", {"q": text}, follow=True), "/people/search/")


def glass(user, text="Ava Hall", because="She is at the door"):
    """Search, and open what may match; the address of the search's answer and what came of it."""
    found = signed_in(user).post("/people/search/", {"q": text})["Location"]
    return found, sends(user, f"{found}open/", because=because)
