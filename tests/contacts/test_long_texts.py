"""A long text is counted near its limit; one that is too long is refused by its field and kept to the last sign."""

import pytest

from contacts.models import Contact
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import bare_draft

pytestmark = pytest.mark.django_db
MOST = 20_000


def test_the_browser_cuts_nothing_off_and_counts_from_three_quarters_on(cast):
    page = OpenPage(cast.cleo).page
    box = page.first("#id_concerns")
    group = box.find_parent(class_="govuk-character-count")
    assert "maxlength" not in box.attrs
    assert (group["data-maxlength"], group["data-threshold"]) == (str(MOST), "75")
    assert page.first("#id_concerns-info")


def test_too_long_a_text_is_refused_by_its_field_and_all_of_it_comes_back(cast):
    words = "a" * (MOST + 1)
    page = OpenPage(cast.cleo, bare_draft(cast.cleo)).types(concerns=words, address="1 High Street").presses()
    assert page.page.status == 422
    assert "At most 20000 characters: this has 20001" in page.page.refusal
    assert page.holds("concerns") == words
    again = OpenPage(cast.cleo, Contact.objects.get())
    assert (again.holds("concerns"), again.holds("address")) == (words, "1 High Street")


def test_the_end_of_a_line_is_one_sign_however_it_is_sent(cast):
    OpenPage(cast.cleo).types(concerns="a\r\n" * (MOST // 2 - 1) + "a").presses()
    assert len(Contact.objects.get().concerns) == MOST - 1
