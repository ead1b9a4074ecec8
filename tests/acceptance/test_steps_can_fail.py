"""A line that is not true fails: each says something false of one small story, and then something true."""

import re
from inspect import signature

import pytest

from tests.acceptance.language import fitting
from tests.acceptance.unbuilt import NotBuilt

pytestmark = pytest.mark.django_db(transaction=True)

STORY = [
    'the authority "slough"',
    'it is "2014-07-07 09:00"',
    'the user "Cleo" with role "cso"',
    'the user "Dana" with role "duty_manager"',
    'the user "Pat" with role "practice_manager"',
    'the child "Ava Hall" born "2008-02-03"',
    'the child "Ben Moss" born "2012-09-01"',
    '"Cleo" records the complete contact "C1" about "Ava Hall" received at "2014-07-07 08:00"',
    '"Cleo" records the complete contact "C2" about "Ben Moss" received at "2014-07-07 08:30"',
    'the time becomes "2014-07-08 08:10"',
]

FALSE_AND_TRUE = [
    ('"C1" is in the state "draft"', '"C1" is in the state "awaiting_decision"'),
    ('"C1" is in the tray "intake"', '"C1" is in the tray "duty"'),
    ('"C1" is in the tray "Dana"', '"C2" is in the tray "duty"'),
    ('"C1" is in no tray', "every open item is in exactly one tray"),
    ('"C2" stands before "C1" in the tray "duty"', '"C1" stands before "C2" in the tray "duty"'),
    ('"C1" has the priority "urgent"', '"C1" has the priority ""'),
    ('"C1" has the outcome "referral"', '"C1" has the outcome ""'),
    ('"C1" shows the field "channel" as "post"', '"C1" shows the field "channel" as "phone"'),
    (
        'the deadline "contact_decision" of "C1" is due at "2014-07-08 08:01"',
        'the deadline "contact_decision" of "C1" is due at "2014-07-08 08:00"',
    ),
    (
        'the deadline "contact_decision" of "C1" is "running"',
        'the deadline "contact_decision" of "C1" is "breached"',
    ),
    ('the deadline "advice" of "C1" is "running"', '"C1" has no deadline "advice"'),
    ('"C1" has no deadline "contact_decision"', 'the deadline "contact_decision" of "C2" is "running"'),
    ('"Cleo" may do "decide_referral" on "C1"', '"Dana" may do "decide_referral, assign" on "C1"'),
    ('"Dana" may do "decide_referral, submit" on "C1"', '"Dana" may not do "submit" on "C1"'),
    ('"Dana" may not do "submit, decide_referral" on "C1"', '"Cleo" may not do "decide_referral" on "C1"'),
    (
        '"Pat" has been told 2 times of "contact_decision breached" for "C1"',
        '"Pat" has been told 1 time of "contact_decision breached" for "C1"',
    ),
    (
        '"Pat" has been told 1 time of "contact_decision breached" for "C2"',
        '"Pat" has not been told of "contact_decision breached" for "C2"',
    ),
    (
        '"Pat" has not been told of "contact_decision breached" for "C1"',
        '"Cleo" has not been told of "contact_decision breached" for "C1"',
    ),
    ('an e-mail goes to the user "Pat" containing "Ava"', 'an e-mail goes to the user "Pat" containing "breached"'),
    ('an e-mail goes to "nobody@else.example" containing "breached"', 'no e-mail goes to "nobody@else.example"'),
    ('an e-mail goes to "pat@council.example" containing "C2"\'s number', '1 e-mail goes to "pat@council.example"'),
    ('no e-mail goes to "pat@council.example"', 'an e-mail goes to "pat@council.example" containing "C1"\'s number'),
    ('no e-mail contains "BREACHED"', 'no e-mail contains "Ava"'),
    ('1 "referral" items were made by "C1"', '0 "referral" items were made by "C1"'),
    ('a "referral" "F1" was made by "C1"', 'nothing was made by "C1"'),
    ('"Pat" cannot find "C1" anywhere', '"Pat" can open "C1"'),
    ('searching for "Moss" as "Cleo" finds "Ava Hall" first', 'searching for "Moss" as "Cleo" finds "Ben Moss" first'),
    ('the front page of "Ava Hall" shows the alert "marac"', 'the front page of "Ava Hall" shows no alert'),
    (
        'the chronology of "Ava Hall" shows "referral" on "2014-07-07"',
        'the chronology of "Ava Hall" shows "contact" on "2014-07-07"',
    ),
    (
        'the chronology of "Ava Hall" does not show "contact"',
        'the chronology of "Ava Hall" does not show "referral"',
    ),
    (
        'the history of "C1" shows "submit" by "Dana" at "2014-07-07 09:00"',
        'the history of "C1" shows "submit" by "Cleo" at "2014-07-07 09:00"',
    ),
    ("exactly one of them succeeds", '"Dana" tries "decide_referral" on "C1"'),
    ('it is refused because "priority"', 'it is refused because "Rationale"'),
    ('"Cleo" does "decide_referral" on "C1"', '"Dana" and "Pat" both do "decide_early_help" on "C2" at once'),
    ("exactly one of them succeeds", 'it is refused because "rationale"'),
]

NOT_BUILT = [
    '"Dana" does "move_to_lado" on "C1"',
    '"Dana" tries "move_to_lado" on "C1"',
    '"Dana" may not do "move_to_lado" on "C1"',
    '"C1" is in the tray "letters"',
    'a "letter" "L1" was made by "C1"',
    '0 "assessment" items were made by "C1"',
    '"Mia" records the missing episode "M1" of "Ava Hall" missing since "2014-07-07 01:00"',
    "the agency is answered 201",
]


@pytest.fixture
def say(world, settings):
    """Says one line to the scenario's world, as pytest-bdd would."""

    def said(text):
        (only,) = fitting(text)
        world.line = text
        given = re.fullmatch(only.regex, text).groupdict() | {"world": world, "settings": settings}
        only.act(**{name: value for name, value in given.items() if name in signature(only.act).parameters})

    for text in STORY:
        said(text)
    return said


def test_what_is_not_true_fails_and_what_is_true_does_not(say):
    for false, true in FALSE_AND_TRUE:
        with pytest.raises(AssertionError) as failure:
            say(false)
        assert not isinstance(failure.value, NotBuilt), false
        say(true)


def test_what_is_not_built_fails_by_its_name(say):
    for text in NOT_BUILT:
        with pytest.raises(NotBuilt):
            say(text)
