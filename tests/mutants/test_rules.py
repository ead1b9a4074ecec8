"""Each mutant fits the code as it is: it takes away what is there, once, and says which tests must notice."""

from collections import Counter

import pytest

from stack.paths import CHECKOUT
from tests.mutants.rules import MUTANTS

each_mutant = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
AT_LEAST = 20


def test_there_are_enough_and_no_two_have_one_name():
    assert len(MUTANTS) >= AT_LEAST
    assert {name for name, times in Counter(mutant.name for mutant in MUTANTS).items() if times > 1} == set()


@each_mutant
def test_what_it_takes_away_stands_in_its_file_once(mutant):
    assert mutant.mutated(CHECKOUT) != (CHECKOUT / mutant.file).read_text()


@each_mutant
def test_the_tests_that_it_dies_by_are_there(mutant):
    assert mutant.dies_by
    for node in mutant.dies_by:
        file, *_, test = node.split("::")
        assert f"def {test.partition('[')[0]}(" in (CHECKOUT / file).read_text()


@each_mutant
def test_it_says_which_rule_it_takes_away(mutant):
    assert mutant.rule.endswith(".")
