"""Who hears of a restricted record and of what is done to its restriction, and what nobody learns by asking."""

import pytest
from django.utils import timezone

from audit.models import Access
from correspondence.models import Notice
from directory.london import said
from people.models import Person, RestrictionReader, StaffRelation
from people.services.restriction import end_restriction
from tests.factories import people
from tests.factories.cast import signed_in
from tests.people.conftest import NOW
from tests.people.pages import TWO_YEARS_ON, changes, words
from tests.people.restricting import glass, restrict, searched, sends

pytestmark = pytest.mark.django_db


def told(name):
    """Who was told of it."""
    return {notice.user.username for notice in Notice.objects.filter(name=name)}


@pytest.fixture
def without_pat(cast, ava):
    """Ava is restricted to Dana and Dev."""
    assert restrict(cast, ava, cast.dana, cast.dev).status == 302
    return ava


def test_who_comes_to_it_by_the_glass_and_names_themself_is_told_of(cast, without_pat):
    glass(cast.pat)
    page = f"/people/{without_pat.reference}/restriction/"
    sends(cast.pat, page, readers=[cast.pat.pk, cast.dana.pk], review_on=TWO_YEARS_ON)
    assert told("restriction_changed") == {"dana"}, "but for who did it; Dev may not see it any more"
    sends(cast.pat, f"{page}end/")
    assert "dana" in told("restriction_ended")
    assert "pat" not in told("restriction_ended")


def test_where_nobody_else_may_open_it_any_more_the_glass_is_told_of_by_the_reference(cast, without_pat):
    type(cast.dana).objects.filter(username__in=["dana", "dev"]).update(is_active=False)
    glass(cast.pat)
    assert told("glass_broken") == set()
    (notice,) = Notice.objects.filter(name="left_alone", sentence__contains="opened in an emergency")
    assert notice.user == cast.hugh
    assert without_pat.reference in notice.sentence
    assert "Hall" not in notice.sentence


def test_that_one_may_match_leaves_a_trace(cast, without_pat):
    searched(cast.cleo, "Ava Hall")
    sends(cast.sam, "/people/matches/", given_name="Ava", family_name="Hall")
    seen = Access.objects.filter(object_id=without_pat.pk, via="restricted match")
    assert set(seen.values_list("user__username", flat=True)) == {"cleo", "sam"}


def test_two_whom_a_search_may_mean_are_not_opened_together(cast, without_pat):
    restrict(cast, people.person("Ava Hall", "child", NOW), cast.dana)
    _, refused = glass(cast.pat)
    assert "Several may match" in refused.text


def test_a_relation_who_is_restricted_is_a_relation_too(cast, ava):
    kim = people.person("Kim Hall", "adult", NOW)
    people.relationship(kim, "mother", ava)
    restrict(cast, kim, cast.pat)
    page = signed_in(cast.dev).get(f"/people/{ava.reference}/interest/")
    assert "Kim" not in page.content.decode()
    signed_in(cast.dev).post(f"/people/{ava.reference}/interest/")
    assert StaffRelation.objects.filter(user=cast.dev, person=kim).exists()
    glass(cast.dev, "Kim Hall")
    assert not Person.objects.visible_to(cast.dev).filter(pk=kim.pk).exists()


@pytest.mark.parametrize("what", ["an interest", "a hidden relative"])
def test_a_page_that_has_grown_old_tells_nothing_of_others(cast, ava, what):
    if what == "an interest":
        signed_in(cast.sam).post(f"/people/{ava.reference}/interest/")
    else:
        baby = people.person("Zed Hall", "child", timezone.now())
        restrict(cast, baby, cast.pat)
        changes(cast.pat, ava, "relative", kind="sibling", reference=baby.reference)
    answer = changes(cast.cleo, ava, "name", kind="alias", given_name="Eve", version="0")
    assert "look, then send it again" in answer.text
    for word in ("Sam", "Pat", "interest", "related"):
        assert word not in answer.first("form").text + (answer.first(".govuk-error-summary").text)


def test_the_page_says_until_when_it_is_open_to_whoever_broke_the_glass(cast, ava, closed, reads):
    glass(cast.dev)
    until = said(RestrictionReader.objects.get(user=cast.dev).until, timezone.now())
    here = ava.get_absolute_url()
    assert f"It is open to you until {until}: you broke the glass" in words(
        reads(cast.dev, here).first(".banner--warning")
    )
    assert "broke the glass" not in words(reads(cast.dana, here).first(".banner--warning"))
    both = [cast.pat.pk, cast.dana.pk, cast.dev.pk]
    sends(cast.pat, f"{here}restriction/", readers=both, review_on=TWO_YEARS_ON)
    assert "broke the glass" not in words(reads(cast.dev, here).first(".banner--warning")), "named, without an end"


def test_a_search_says_restricted_by_whoever_is_to_those_who_may_see(cast, ava, closed):
    twin, other = people.person("Ava Halley", "child", NOW), people.person("Ava Hallow", "child", NOW)
    Person.objects.filter(pk=twin.pk).update(identity=ava)
    page = searched(cast.dana, "Ava Hal")
    marked = {hit["data-person"] for hit in page.all(".hit") if "Restricted" in words(hit.select_one(".hit__name"))}
    assert other.reference in {hit["data-person"] for hit in page.all(".hit")}
    assert ava.reference in marked
    assert other.reference not in marked
    end_restriction(ava, cast.pat, timezone.now())
    assert "Restricted" not in searched(cast.dana, "Ava Hal").main.text


@pytest.mark.parametrize("page", ["restrict", "restriction"])
def test_the_roles_stand_behind_each_name_that_may_be_ticked(cast, ava, reads, page):
    if page == "restriction":
        restrict(cast, ava, cast.pat, cast.dana)
    shown = reads(cast.pat, f"/people/{ava.reference}/{page}/")
    said_of = {box["value"]: words(shown.first(f'label[for="{box["id"]}"]')) for box in shown.all("[name=readers]")}
    assert "(Duty manager" in said_of[str(cast.dana.pk)]
    assert "(Practice manager" in said_of[str(cast.pat.pk)]
    assert "manager" not in said_of[str(cast.cleo.pk)]
    assert "from you as well. A practice manager" not in shown.main.text
    ticked = {box["value"] for box in shown.all("[name=readers][checked]")}
    assert page == "restriction" or (ticked == {str(cast.pat.pk)} and "You are ticked to begin with" in shown.main.text)
