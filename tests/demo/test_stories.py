"""The stories read as if people had written them: no two alike, none at odds with itself or with the calendar."""

import re
from collections import Counter
from datetime import timedelta
from itertools import combinations

from demo.days import school_open, staffed, years_between
from demo.families import level_of
from demo.stories import stories_until
from directory.london import london_day
from tests.demo.conftest import CREW, MOMENTS, ORDINARY

AT_ANY_HOUR = {"police_notification", "emergency_duty_team", "email", "secure_email", "portal"}
DRAMA = re.compile(r"01632 960\d{3}|07700 900\d{3}")
CANNOT_BE = re.compile(r"\bSL[123] \d[CIKMOV]{2}\b")


def said(story):
    """Everything that anybody says in a story."""
    for step in story.steps:
        yield from step.data.values()
        for child in step.children:
            yield from child.values()


def form(story):
    """The form as it stood at the last save."""
    return next(step for step in reversed(story.steps) if step.verb in ("begin", "save"))


def phrases(text):
    """Every five words that follow each other."""
    words = text.split()
    return {tuple(words[n : n + 5]) for n in range(len(words) - 4)}


def test_the_same_day_and_moment_tell_the_same_stories(planned):
    assert stories_until(MOMENTS[ORDINARY], CREW) == planned[ORDINARY]


def test_another_day_tells_others(planned):
    first, second = ({form(story).data["concerns"] for story in planned[day]} for day in ("in August", "Easter Monday"))
    assert len(first & second) < 5


def test_there_are_as_many_of_each_fate_as_was_wanted(stories):
    ends = Counter(story.fate.ends for story in stories)
    assert ends == {
        "closed": 100,
        "with_team": 2,
        "with_team_manager": 1,
        "awaiting_decision": 21,
        "draft": 9,
        "with_worker": 8,
        "advice_in_progress": 5,
        "awaiting_authorisation": 4,
    }
    outcomes = Counter(story.fate.outcome for story in stories if story.fate.ends == "closed")
    assert set(outcomes) == {"nfa", "advice", "early_help", "referral", "error", "passed", "joined"}


def test_no_two_concerns_are_alike(stories):
    told = [form(story).data["concerns"] for story in stories]
    assert len(set(told)) == len(told)


def test_no_two_stories_of_an_ordinary_fortnight_are_made_of_the_same_sentences(planned):
    told = [(story.scene.slug, phrases(form(story).data["concerns"])) for story in planned[ORDINARY]]
    for (slug, one), (_, other) in combinations(told, 2):
        assert len(one & other) < 0.5 * min(len(one), len(other)), slug


def test_every_gap_is_filled(stories):
    for story in stories:
        for text in said(story):
            assert not re.search(r"[{}|]|None\b(?! )|  ", text.replace("None ", "").replace("None", "")), text


def test_every_sentence_begins_with_a_capital(stories):
    for story in stories:
        assert not re.search(r"(^|[.?!] )[a-z]", form(story).data["concerns"])


def test_all_happens_in_order_after_receipt_and_before_now(stories, now):
    for story in stories:
        moments = [step.at for step in story.steps]
        assert moments == sorted(moments)
        assert story.received <= moments[0] and moments[-1] <= now
        assert now - story.received < timedelta(days=15)


def test_people_act_while_the_desk_is_staffed(stories):
    assert all(staffed(step.at) for story in stories for step in story.steps)


def test_what_comes_in_while_nobody_answers_comes_by_another_way_than_the_telephone(stories):
    for story in stories:
        assert staffed(story.received) or story.channel in AT_ANY_HOUR


def test_schools_tell_of_something_on_school_days_alone(stories):
    for story in stories:
        if story.scene.when in ("school", "morning", "afternoon"):
            assert school_open(london_day(story.received))
        place = form(story).data.get("current_location_and_condition", "")
        assert not place.startswith(("In class", "At school")) or school_open(london_day(story.received))


def test_nobody_goes_to_a_school_for_another_age(stories):
    for story in stories:
        for child in story.family.children:
            assert (
                child.unborn
                or not child.school
                or child.level == level_of(child.born, london_day(story.received))
                or story.earlier
            )


def test_mothers_are_older_than_their_children_and_not_too_old(stories):
    for story in stories:
        for child in story.family.children:
            assert 15 <= years_between(story.family.mother.born, child.born) <= 46


def test_the_child_has_the_age_that_the_story_speaks_of(stories):
    for story in stories:
        day, scene = london_day(story.received), story.scene
        if not (scene.unborn or scene.months):
            assert scene.age[0] <= years_between(story.child.born, day) <= scene.age[1], scene.slug
        assert story.child.unborn == scene.unborn


def test_brothers_and_sisters_go_to_the_same_school_of_their_level(stories):
    for story in stories:
        for one, other in combinations(story.family.children, 2):
            assert one.level != other.level or one.school == other.school


def test_no_two_families_have_a_child_of_the_same_name(planned):
    names = Counter(
        (c.given, c.family) for s in planned[ORDINARY] if not s.earlier for c in s.family.children if c.given
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_numbers_and_addresses_reach_nobody(stories):
    for story in stories:
        data = form(story).data
        assert DRAMA.fullmatch(data.get("referrer_phone", "01632 960000"))
        assert data.get("referrer_email", "x@y.example").endswith(".example")
        assert CANNOT_BE.search(story.family.address)


def test_who_follows_another_speaks_of_the_same_children_within_three_days(stories):
    following = [story for story in stories if story.earlier]
    assert len(following) == 14
    for story in following:
        assert story.child in story.earlier.family.children
        assert timedelta() < story.received - story.earlier.received < timedelta(hours=72)
        assert story.steps[0].at > story.earlier.steps[0].at


def test_there_are_gaps_as_in_life(planned):
    stories = planned[ORDINARY]
    forms = [form(story) for story in stories]
    assert sum(any(name.endswith("_not_known") for name in one.data) for one in forms) > 60
    assert any(story.child.unborn for story in stories)
    assert any("anonymous" in one.data for one in forms)
    assert any(child.get("birth_date_is") == "estimated" for one in forms for child in one.children)
    assert any(child.get("also_known_as") for one in forms for child in one.children)
    assert sum(len(one.children) > 1 for one in forms) > 25
