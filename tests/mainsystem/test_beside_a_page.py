"""An extract is read while somebody has a page open that it changes: they are told so, and nobody is blamed."""

import pytest

from tests.mainsystem.conftest import people_file, person
from tests.mainsystem.test_reading import LATER
from tests.people.pages import changes, opened

pytestmark = pytest.mark.django_db


def test_whoever_changed_it_before_the_extract_was_not_first(sender, cast):
    sender.read(people_file("P1"))
    said = {"kind": "alias", "family_name": ""}
    assert changes(cast.sam, person("P1"), "name", given_name="Avie", **said).status == 302
    page = opened(cast.cleo, person("P1"), "name")
    sender.read(people_file("P1", pers_surname="Moss"), as_of=LATER)
    refused = changes(cast.cleo, person("P1"), "name", page=page, given_name="Aves", **said)
    assert "Somebody was first." in refused.text
    assert "Sam" not in refused.main.get_text()
