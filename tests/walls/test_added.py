"""A child whom the duty team puts on a draft of somebody who may know of no child stays unknown to them."""

from uuid import uuid4

import pytest

from contacts.services.draft import Sending, save_draft
from directory.roles import Role
from tests.factories.cast import make_user
from tests.factories.contacts import AVA, draft
from tests.walls import readers
from tests.walls.family import BORN_AS_WRITTEN
from tests.walls.markers import MARKER
from tests.walls.readers import Reader
from tests.walls.visits import Browsers, everything_told
from tests.walls.world import NOON, World


def whose_draft(world: World, recorder):
    """Their own draft about another child, to which Cleo has added the hidden one."""
    own = draft(recorder, [AVA], NOON)
    known = {"person": world.child.reference, "row": uuid4()}
    save_draft(own, world.cast.cleo, {}, [known], {}, NOON, Sending(seen_version=own.version))
    return own


@pytest.fixture(scope="module")
def told(standing_still) -> dict[str, str]:
    """What the recorder, one whose relation she is, and Cleo are told by every route."""
    with standing_still():
        world, browsers = World(), Browsers()
        world.add_child()
        own = whose_draft(world, world.recorder)
        world.named.references |= {"draft": own.reference, "awaiting_decision": own.reference}
        related = Reader("related", make_user("Related", Role.CSO), related=readers.of_the_child)
        readers.declare([related], world.child, world.duplicate, NOON)
        heard = {}
        for reader in (Reader("recorder", world.recorder), related, Reader("duty team", world.cast.cleo)):
            browsers.sign_in(reader)
            heard[reader.name] = " ".join(everything_told(browsers, reader, world.named).values())
        return heard


def words_in(text: str) -> set[str]:
    """The words and birth dates of hers that stand there; the one birth date that is asked for counts for none."""
    days = {day for day in BORN_AS_WRITTEN if day in text and day != "17/3/2009"}
    return {*MARKER.findall(text), *days}


@pytest.mark.parametrize("reader", ["recorder", "related"])
def test_not_one_word_of_her_stands_anywhere(told, reader):
    assert words_in(told[reader]) == set()


def test_the_recorder_reads_their_own_draft(told):
    assert AVA["school"] in told["recorder"]


def test_the_duty_team_reads_of_her(told):
    assert words_in(told["duty team"])
