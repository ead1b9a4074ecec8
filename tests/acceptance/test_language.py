"""Exactly one definition fits any line: of the language's own description, of our scenarios, and of what it allows."""

from pathlib import Path

import pytest
from pytest_bdd.feature import get_features

from tests.acceptance import unbuilt
from tests.acceptance.language import LINES, as_regex, fitting, rows

HERE = Path(__file__).parent
DESCRIBED = [text.partition(" ")[2] for text in (HERE / "language.txt").read_text().splitlines()]

COMBINED = [
    'the user "Tess" with roles "team_manager, practice_manager"',
    'the child "Siobhan O\'Neill" born "2009-11-23" in household "O\'Neill"',
    '"Cleo" records the complete contact "C1" about "Ava Hall"',
    '"Cleo" records the complete contact "C1" about "Ava Hall" with:',
    '"Cleo" records the complete contact "C1" by "court" about "Ben Hall" received at "2014-07-07 09:00"',
    '"Cleo" records the complete contact "C1" by "court" about "Ben Hall" received at "2014-07-07 09:00" with:',
    '"Cleo" records the complete contact "C1" about "Ben Hall" received at "2014-07-07 09:00" with:',
    '"Cleo" records the transfer-in "T1" of kind "cin" about "Ava Hall, Ben Hall" from "Southwark"',
    '"Cleo" records the transfer-in "T1" of kind "cin" about "Ava Hall, Ben Hall" from "Southwark" with:',
    '"Cleo" records the transfer-in "T1" of kind "cp" about "Ava" from "Kent" received at "2014-07-07 09:00" with:',
    'a "contact" "C1" was made by "E1"',
    'an "early_help" "E1" about "Ava Hall" was made by "C1" with:',
    'a "assessment" "P1" was made by "F1" with:',
    '"Pat" has been told 2 times of "flag_urgent" for "C2"',
    '2 e-mails go to "manager@southwark.example"',
]
"""Optional parts together, and the forms that the description only hints at."""


def lines_of(folder: Path) -> set[str]:
    """Every line of every scenario in a folder, each example of an outline filled in."""
    return {
        step.name
        for feature in get_features([str(folder)])
        for template in feature.scenarios.values()
        for values in _examples(template)
        for step in template.render(values).steps
    }


def _examples(template):
    return [row for examples in template.examples for row in examples.as_contexts()] or [{}]


@pytest.mark.parametrize(
    "text", sorted({*DESCRIBED, *COMBINED, *lines_of(HERE / "features"), *lines_of(HERE / "more")})
)
def test_exactly_one_definition_fits_a_line(text):
    assert len(fitting(text)) == 1, [line.pattern for line in fitting(text)]


def test_every_definition_is_one_that_the_language_describes():
    described = {line.pattern for text in DESCRIBED for line in fitting(text)}
    assert {line.pattern for line in LINES} == described


@pytest.mark.parametrize(
    "text",
    [
        '"Dana" does "assign" on "C1" twice',
        'suddenly "Dana" does "assign" on "C1"',
        '"Dana" does "assign" on "C1" with',
        '"Dana" may do "assign" on "C1" and "Dana" may do "prioritise" on "C1"',
        'the deadline "contact_decision" of "C1" is due',
    ],
)
def test_no_definition_fits_a_line_that_says_more_or_less(text):
    assert not fitting(text)


def test_every_line_of_an_unbuilt_process_is_in_the_table_of_unbuilt_ones():
    patterns = {line.pattern for line in LINES}
    assert set(unbuilt.LINES) <= patterns


def test_a_pattern_is_read_as_the_line_is():
    assert as_regex('"{who}" waits {count#} day[s]') == r'"(?P<who>[^"]*)"\ waits\ (?P<count>\d+)\ day(?:s)?'


def test_a_table_has_two_columns():
    assert rows([["channel", "phone"], ["kind", "concern"]]) == {"channel": "phone", "kind": "concern"}
    with pytest.raises(AssertionError, match="two columns"):
        rows([["channel", "phone", "", "kind"]])
