"""Two pages of one draft: what was typed on the later one is kept, what was saved since is shown, with a way on."""

import pytest

from contacts.models import Contact
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import AVA, BEN, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(cast):
    """One draft, open before its recorder and before a manager."""
    contact = draft(cast.cleo, [AVA, BEN], concerns="A bruise", address="1 High Street")
    return OpenPage(cast.cleo, contact), OpenPage(cast.dana, contact)


@pytest.fixture
def overtaken(pages):
    """The manager has saved the address, the telephone and the concerns; the recorder typed concerns of their own."""
    mine, theirs = pages
    theirs.types(address="2 Low Street", referrer_phone="020 7946 0123", concerns="A bruise and a burn").presses()
    mine.types(concerns="A bruise on her arm", other_agencies="The police").presses()
    return mine


def both(page) -> dict[str, str]:
    """What the page says was saved since of fields that were changed on it too."""
    return {each["data-theirs"]: each.get_text(" ", strip=True) for each in page.page.all("[data-theirs]")}


def saves_on_top(page):
    """Press "Save mine on top"."""
    page.chosen = page.chosen | {"on_top": ["seen"]}
    return page.presses()


def now() -> Contact:
    """The draft as it stands."""
    return Contact.objects.get()


def said(item) -> str:
    """What stands of an item."""
    return now().answers.get(item=item).text


def test_what_was_typed_is_kept_and_what_was_not_changed_shows_theirs(overtaken):
    assert overtaken.page.status == 409
    assert overtaken.holds("concerns") == "A bruise on her arm"
    assert (overtaken.holds("address"), overtaken.holds("referrer_phone")) == ("2 Low Street", "020 7946 0123")
    assert both(overtaken) == {"concerns": "Saved since: A bruise and a burn"}
    assert now().concerns == "A bruise and a burn"


def test_it_says_who_and_offers_both_ways_on_and_saves_nothing_by_itself(overtaken):
    assert "Dana has saved this draft since you opened it" in overtaken.page.refusal
    assert overtaken.page.first("button[name=on_top]").get_text() == "Save mine on top"
    assert overtaken.page.first(f'a[href="{now().get_absolute_url()}edit/"]').get_text() == "Show theirs"
    assert overtaken.page.first("form[data-held]")


def test_ones_own_other_tab_is_called_that(cast, pages):
    mine, _ = pages
    OpenPage(cast.cleo, now()).types(address="2 Low Street").presses()
    assert "You saved this draft in another tab" in mine.types(concerns="A burn").presses().page.refusal
    assert (
        "You saved this draft in another tab"
        in mine.client.post(
            mine.form.element["data-autosave-url"], mine.form.data() | {"seen_version": "1"}
        ).content.decode()
    )


def test_save_mine_on_top_leaves_theirs_where_i_changed_nothing(overtaken):
    saves_on_top(overtaken)
    assert overtaken.page.status == 200
    assert (now().concerns, said("address"), said("other_agencies")) == (
        "A bruise on her arm",
        "2 Low Street",
        "The police",
    )
    assert now().referrer.phone == "020 7946 0123"


def test_what_typed_by_itself_is_told_where_theirs_is_and_saves_on_top_what_covers_up_nothing(pages):
    mine, theirs = pages
    theirs.types(address="2 Low Street").presses()
    answer = mine.types(concerns="A burn").autosaves()
    assert (answer.status_code, answer.json()["theirs_url"]) == (409, f"{now().get_absolute_url()}edit/")
    saves_on_top(mine)
    assert (mine.page.status, now().concerns, said("address")) == (200, "A burn", "2 Low Street")


def test_what_both_changed_is_shown_before_it_is_covered_up(pages):
    mine, theirs = pages
    theirs.types(concerns="A bruise and a burn").presses()
    mine.types(concerns="A bruise on her arm").autosaves()
    saves_on_top(mine)
    assert (mine.page.status, now().concerns, set(both(mine))) == (409, "A bruise and a burn", {"concerns"})
    saves_on_top(mine)
    assert (mine.page.status, now().concerns) == (200, "A bruise on her arm")


def test_a_child_whom_they_took_off_does_not_come_back_and_one_they_put_on_is_there(pages):
    mine, theirs = pages
    theirs.presses(theirs.page.first('#child-1 button[formaction$="/remove/"]')["formaction"])
    mine.types(concerns="A burn").presses()
    saves_on_top(mine)
    assert [one.person.given_name for one in now().children] == ["Ava"]


def test_a_child_of_whom_i_changed_something_is_kept_with_theirs_beside_it(pages):
    mine, theirs = pages
    theirs.types(child_0_school="Ash Primary", child_0_religion="Quaker").presses()
    mine.types(child_0_school="Oak Primary").presses()
    assert (mine.holds("child_0_school"), mine.holds("child_0_religion")) == ("Oak Primary", "Quaker")
    assert both(mine) == {"child-0-school": "Saved since: Ash Primary"}
    saves_on_top(mine)
    assert now().children.first().person.school == "Oak Primary"


def test_a_choice_is_said_in_its_words(pages):
    mine, theirs = pages
    theirs.types(channel="email").presses()
    mine.types(channel="post").presses()
    assert both(mine) == {"channel": "Saved since: E-mail"}


def test_an_unchanged_moment_is_no_change(pages):
    mine, theirs = pages
    theirs.types(address="2 Low Street").presses()
    mine.presses()
    assert both(mine) == {}
