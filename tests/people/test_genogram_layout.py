"""Where everybody stands, whatever a file says: in rows by generation, in time, and without end in no case."""

from datetime import date
from itertools import combinations, pairwise
from time import monotonic

import pytest

from people.genogram.drawing import HALF, TEXT, Point, outline, points, unions
from people.genogram.layout import Member, Ties, lay_out

KIM, LEE, AVA, BEN, NAN, POP = range(1, 7)
SOON = 2.0
"""Seconds that are always enough, on a machine that is busy with other things too."""


def family(of: int):
    """Two couples with many children, who marry each other and have children, as many as there are places."""
    parents, partners, born = {}, set(), {key: date(1940 + key, 1, 1) for key in range(4)}
    partners |= {frozenset((0, 1)), frozenset((2, 3))}
    middle = list(range(4, 4 + of // 3))
    for key in middle:
        parents[key], born[key] = frozenset((0, 1) if key % 2 else (2, 3)), date(1965, 1, 1).replace(day=key % 28 + 1)
    couples = [frozenset(pair) for pair in zip(middle[::2], middle[1::2], strict=False)]
    partners |= set(couples)
    for key in range(4 + of // 3, of):
        parents[key], born[key] = couples[key % len(couples)], date(1990 + key % 20, 1, 1)
    return [Member(key, born[key]) for key in born], Ties(parents, frozenset(partners))


def test_three_generations_stand_in_three_rows_with_the_eldest_on_top():
    ties = Ties({AVA: {KIM, LEE}, BEN: {KIM, LEE}, KIM: {NAN, POP}}, frozenset({frozenset((KIM, LEE))}))
    ties = Ties({child: frozenset(of) for child, of in ties.parents.items()}, ties.partners)
    born = {AVA: 2008, BEN: 2005, KIM: 1980, LEE: 1979, NAN: 1950, POP: 1949}
    places = lay_out(AVA, [Member(key, date(year, 1, 1)) for key, year in born.items()], ties)
    assert {key: place.row for key, place in places.items()} == {NAN: 0, POP: 0, KIM: 1, LEE: 1, AVA: 2, BEN: 2}
    assert places[BEN].x < places[AVA].x, "the elder stands first"
    assert abs(places[KIM].x - places[LEE].x) == 1, "partners stand side by side"
    assert (places[AVA].x + places[BEN].x) == pytest.approx(places[KIM].x + places[LEE].x)


@pytest.mark.parametrize("size", [30, 60])
def test_a_large_family_is_laid_out_in_time_and_nobody_stands_on_another(size):
    members, ties = family(size)
    began = monotonic()
    places = lay_out(members[-1].key, members, ties)
    assert monotonic() - began < SOON
    assert len(places) == size
    for row in {place.row for place in places.values()}:
        stand = sorted(place.x for place in places.values() if place.row == row)
        assert all(after - before > 0.999 for before, after in pairwise(stand))


LOOPS = {
    "cousins who married": Ties(
        {1: frozenset({2, 3}), 2: frozenset({4}), 3: frozenset({5}), 4: frozenset({6}), 5: frozenset({6})},
        frozenset({frozenset((2, 3))}),
    ),
    "a cycle of parents": Ties({1: frozenset({2}), 2: frozenset({3}), 3: frozenset({1})}),
    "a mother who is a sister": Ties({1: frozenset({2})}, siblings=frozenset({frozenset((1, 2))})),
    "a grandmother who is a partner": Ties({1: frozenset({2}), 2: frozenset({3})}, frozenset({frozenset((1, 3))})),
    "three parents": Ties({1: frozenset({2, 3, 4})}, frozenset({frozenset((3, 4))})),
    "nobody is tied to anybody": Ties(),
}  # fmt: skip


@pytest.mark.parametrize("ties", LOOPS.values(), ids=LOOPS)
def test_what_contradicts_itself_is_drawn_all_the_same(ties):
    members = [Member(key) for key in range(1, 7)]
    places = lay_out(1, members, ties)
    assert set(places) == set(range(1, 7))
    assert not [pair for pair in combinations(places.values(), 2) if pair[0] == pair[1]]
    drawn = {child for union in unions(ties.parents, dict.fromkeys(ties.partners, False)) for child in union.children}
    assert drawn == set(ties.parents)


def within(path: str, point: Point) -> bool:
    """Whether a point lies inside a stepped outline, by counting the upright sides that a line from it crosses."""
    parts = path.replace("Z", "").split()
    x, y, crossed = float(parts[1]), float(parts[2]), False
    corners = [(x, y)]
    for way, number in zip(parts[3::2], parts[4::2], strict=True):
        x, y = (float(number), y) if way == "H" else (x, float(number))
        corners.append((x, y))
    for (ax, ay), (_, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        crossed ^= (ay > point.y) != (by > point.y) and point.x < ax
    return crossed


def around(point: Point):
    """Symbol and name: their middle, corners and sides."""
    return [Point(point.x + dx, point.y + dy * HALF) for dx in (-HALF, 0, HALF, TEXT) for dy in (-1, 0, 1)]


@pytest.mark.parametrize("household", list(combinations(range(4, 12), 3)))
def test_the_line_round_a_household_takes_in_all_of_it_and_nobody_else(household):
    members, ties = family(18)
    at = points(lay_out(members[-1].key, members, ties), {5: (-150, 40), 9: (90, -60)})
    drawn = outline(household, at)
    inside = {key for key, point in at.items() for corner in around(point) if drawn and within(drawn, corner)}
    assert inside in (set(), set(household))
    assert not drawn or all(within(drawn, corner) for key in household for corner in around(at[key]))


def test_a_household_with_nobody_between_has_one_line_round_all():
    at = {1: Point(100, 100), 2: Point(250, 100), 3: Point(175, 240), 4: Point(500, 100)}
    assert all(within(outline([1, 2, 3], at), at[key]) for key in (1, 2, 3))


def test_a_parent_who_lives_elsewhere_stands_outside_it_beside_the_other():
    at = {1: Point(100, 100), 2: Point(250, 100), 3: Point(25, 240), 4: Point(175, 240), 5: Point(325, 240)}
    drawn = outline([1, 3, 4, 5], at)
    assert [within(drawn, point) for point in at.values()] == [True, False, True, True, True]


@pytest.mark.parametrize(
    "at",
    [
        {1: Point(100, 100), 2: Point(250, 100), 3: Point(400, 100)},
        {1: Point(100, 100), 2: Point(100, 240), 3: Point(100, 380)},
        {1: Point(100, 100), 2: Point(900, 100), 3: Point(600, 240)},
        {1: Point(100, 100), 2: Point(250, 100), 3: Point(250, 100)},
    ],
    ids=["between them", "a generation between", "nothing that joins them", "moved onto each other"],
)
def test_where_no_line_goes_round_all_of_them_and_nobody_else_there_is_none(at):
    assert outline([1, 3], at) == ""


def test_a_partners_children_stand_under_their_parents_whomever_they_live_with():
    lines = Ties({AVA: frozenset({KIM, LEE})}, frozenset({frozenset((KIM, POP))}), above=((POP, AVA, 0), (POP, BEN, 1)))
    places = lay_out(POP, [Member(key) for key in (KIM, LEE, AVA, BEN, POP)], lines)
    assert {key: place.row for key, place in places.items()} == {KIM: 0, LEE: 0, POP: 0, AVA: 1, BEN: 1}
