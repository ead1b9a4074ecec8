"""Who may see finds it all: a wall that hides everything from everybody would pass the other tests too."""

from dataclasses import dataclass, field

import pytest

from tests.factories.cast import make_user
from tests.oracle.reading import SEES_DUTY_WORK
from tests.oracle.stage import undone
from tests.walls.family import BORN_AS_WRITTEN
from tests.walls.markers import MARKER, ON_NO_PAGE, WORDS, marked_fields
from tests.walls.readers import Reader
from tests.walls.routes import asks, routes
from tests.walls.visits import Browsers
from tests.walls.world import World

PAGES_OF_RECORDS = {
    "contacts/<reference>/",
    "contacts/<reference>/history/",
    "contacts/<reference>/edit/",
    "early-help/<reference>/",
    "referrals/<reference>/",
    "no-further-action/<reference>/",
    "people/<reference>/",
}


@dataclass
class Seen:
    """What everybody found who may see."""

    given: dict[str, list[str]] = field(default_factory=dict)
    by_the_practice_manager: str = ""
    by_role: dict[str, set[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def seen(standing_still):
    """Pat opens every page there is; then each role of the duty side opens the records' own."""
    with standing_still():
        world, browsers, seen = World(), Browsers(), Seen()
        world.add_child()
        world.add_records()
        seen.given = world.markers.given
        seen.by_the_practice_manager = read(browsers, Reader("pat", world.cast.pat), world, routes())
        for role in sorted(SEES_DUTY_WORK):
            reader = Reader(role, make_user(f"Seeing {role}", role))
            seen.by_role[role] = set(MARKER.findall(read(browsers, reader, world, PAGES_OF_RECORDS)))
        return seen


def read(browsers, reader, world, where):
    """All that the reader is shown by asking, and by searching."""
    browsers.sign_in(reader)
    pages = []
    for ask in (ask for route in where for ask in asks(route, world.named)):
        if ask.post is None or ask.path == "/people/search/":
            with undone():
                pages.append(browsers.ask(reader, ask).content.decode())
    return "\n".join(pages)


def found(label, seen):
    """Whether one marker of the field is on a page."""
    return any(word in seen.by_the_practice_manager for word in seen.given[label])


@pytest.mark.parametrize("label", sorted(marked_fields()))
def test_every_field_has_an_example(seen, label):
    assert seen.given.get(label)


@pytest.mark.parametrize("label", sorted(marked_fields() - set(ON_NO_PAGE)))
def test_every_field_is_on_a_page(seen, label):
    assert found(label, seen)


@pytest.mark.parametrize("label", sorted(ON_NO_PAGE))
def test_what_is_excused_is_on_no_page(seen, label):
    assert not found(label, seen)


def test_every_word_that_was_said_with_an_action_is_in_a_history(seen):
    assert [word for word in seen.given[WORDS] if word not in seen.by_the_practice_manager] == []


def test_the_date_of_birth_is_on_a_page(seen):
    assert any(written in seen.by_the_practice_manager for written in BORN_AS_WRITTEN)


@pytest.mark.parametrize("role", sorted(SEES_DUTY_WORK))
def test_every_role_of_the_duty_side_finds_the_same_on_a_records_pages(seen, role):
    assert seen.by_role[role] == seen.by_role["practice_manager"]
    assert len(seen.by_role[role]) > 50
