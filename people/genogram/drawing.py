"""The shapes and lines of a genogram on its sheet, in SVG's units: pure values for the template, no models.

Squares are male, circles female, diamonds of a sex that is not known, triangles unborn; a cross lies over the dead, a
double outline round the child whose genogram it is. A line joins partners, and the parents of a child; two strokes cut
it where partners parted, and a dashed loop runs round those who live together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from people.genogram.layout import Place

STEP_X, STEP_Y, MARGIN, HALF = 150, 140, 48, 24
DROP, NEXT_DROP = 22, 12
"""How far under the symbols partners are joined, and how much lower the next pair of the same row."""
TEXT = 92
"""The room beside a symbol for a name, as far as the next symbol."""
LOOP = 8
MALE, FEMALE, UNBORN, UNKNOWN = "male", "female", "unborn", "unknown"


@dataclass(frozen=True)
class Point:
    """A point on the sheet."""

    x: float
    y: float

    def __str__(self):
        return f"{self.x:.1f} {self.y:.1f}"


@dataclass(frozen=True)
class Union:
    """Two parents or partners, or one parent alone, with their children. `parted` when they are together no more."""

    parents: tuple[int, ...]
    children: tuple[int, ...] = ()
    parted: bool = False


@dataclass(frozen=True)
class Joined:
    """The lines of a union."""

    line: str
    children: tuple[str, ...]
    strokes: str = ""


def points(places: Mapping[int, Place], nudges: Mapping[int, tuple[int, int]]) -> dict[int, Point]:
    """The middle of each symbol, moved by hand as far as `nudges` says; nobody is moved off the sheet."""
    found = {}
    for key, place in places.items():
        dx, dy = nudges.get(key, (0, 0))
        found[key] = Point(max(MARGIN, MARGIN + place.x * STEP_X + dx), max(MARGIN, MARGIN + place.row * STEP_Y + dy))
    return found


def size(of: Iterable[Point]) -> tuple[int, int]:
    """Width and height of the sheet that holds them all, with the names beside them."""
    of = list(of)
    return round(max(p.x for p in of) + HALF + TEXT + LOOP), round(max(p.y for p in of) + MARGIN + HALF)


def joined(unions: Iterable[Union], at: Mapping[int, Point]) -> list[Joined]:
    """The lines of each union; of several in one row each a little lower."""
    below: dict[float, int] = {}
    lines = []
    for union in unions:
        row = max(at[parent].y for parent in union.parents)
        drop = row + HALF + DROP + NEXT_DROP * below.get(row, 0)
        below[row] = below.get(row, 0) + 1
        lines.append(_joined(union, at, drop))
    return lines


def _joined(union, at, drop):
    ends = sorted((at[parent] for parent in union.parents), key=lambda p: p.x)
    middle = (ends[0].x + ends[-1].x) / 2
    line = f"M {ends[0].x:.1f} {ends[0].y + HALF:.1f} V {drop:.1f} H {ends[-1].x:.1f} V {ends[-1].y + HALF:.1f}"
    children = tuple(_child(Point(middle, drop), at[child]) for child in union.children)
    return Joined(line, children, _strokes(Point((middle + ends[0].x) / 2, drop)) if union.parted else "")


def _child(start, child):
    turn = max(start.y, child.y - HALF - DROP)
    return f"M {start} V {turn:.1f} H {child.x:.1f} V {child.y - HALF:.1f}"


def _strokes(at):
    return " ".join(
        f"M {at.x + shift - 4:.1f} {at.y + 9:.1f} L {at.x + shift + 4:.1f} {at.y - 9:.1f}" for shift in (-4, 4)
    )


def shape(kind: str, at: Point, half: float = HALF) -> str:
    """The outline of a symbol, as a path."""
    left, right, top, bottom = at.x - half, at.x + half, at.y - half, at.y + half
    if kind == FEMALE:
        return f"M {left:.1f} {at.y:.1f} a {half} {half} 0 1 0 {2 * half} 0 a {half} {half} 0 1 0 {-2 * half} 0 Z"
    if kind == UNBORN:
        return f"M {at.x:.1f} {top:.1f} L {right:.1f} {bottom:.1f} L {left:.1f} {bottom:.1f} Z"
    if kind == UNKNOWN:
        return f"M {at.x:.1f} {top:.1f} L {right:.1f} {at.y:.1f} L {at.x:.1f} {bottom:.1f} L {left:.1f} {at.y:.1f} Z"
    return f"M {left:.1f} {top:.1f} H {right:.1f} V {bottom:.1f} H {left:.1f} Z"


def cross(at: Point) -> str:
    """The cross over somebody who has died."""
    return f"M {at.x - HALF:.1f} {at.y - HALF:.1f} l {2 * HALF} {2 * HALF} m 0 {-2 * HALF} l {-2 * HALF} {2 * HALF}"


def loops(household: Iterable[int], at: Mapping[int, Point]) -> list[str]:
    """The dashed line round those who live together.

    One loop, unless somebody who does not live there stands within it or under it: then as few as leave them out, so
    that nobody is taken for one of the household who is not. Where two were moved onto each other there is none.
    """
    members = [key for key in household if key in at]
    if not members:
        return []
    strangers = [_hull(_corners(point, 0)) for key, point in at.items() if key not in members]
    groups: list[list[int]] = []
    for key in sorted(members, key=lambda key: (at[key].y, at[key].x)):
        together = next((group for group in groups if _free_of(strangers, _round(at, [*group, key]))), None)
        together.append(key) if together else groups.append([key])
    rounds = [_round(at, group) for group in groups]
    return [_path(hull) for hull in rounds if _free_of(strangers, hull)]


def _round(at, keys):
    return _hull([corner for key in keys for corner in _corners(at[key])])


def _free_of(strangers, hull):
    return not any(_overlap(hull, stranger) for stranger in strangers)


def _overlap(one, other):
    """Whether two outlines without dents share some room: they do not when a line along a side of one parts them."""
    for shape_, rest in ((one, other), (other, one)):
        for start, end in zip(shape_, shape_[1:] + shape_[:1], strict=True):
            if all(_turn(start, end, point) <= 0 for point in rest):
                return False
    return True


def _corners(point, loop=LOOP):
    """Round a symbol and its name, as far away as `loop` says."""
    half, right = HALF + loop, HALF + TEXT + loop / 4
    return [Point(point.x + dx, point.y + dy) for dx in (-half, right) for dy in (-half, half)]


def _path(hull):
    return f"M {' L '.join(map(str, hull))} Z"


def _turn(a, b, c):
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def _hull(of):
    """The corners of the smallest outline without dents that holds these points, in order."""
    of = sorted(set(of), key=lambda p: (p.x, p.y))
    sides = []
    for line in (of, of[::-1]):
        side = []
        for point in line:
            while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
                side.pop()
            side.append(point)
        sides += side[:-1]
    return sides


def unions(parents: Mapping[int, frozenset[int]], partners: Mapping[frozenset[int], bool]) -> list[Union]:
    """Everybody's partnerships, each with its children; `partners` says of each pair whether they have parted.

    A third parent of a child (by adoption, say) has a line of their own to it.
    """
    children: dict[frozenset[int], list[int]] = {pair: [] for pair in partners}
    for child in sorted(parents):
        known = sorted(parents[child])
        pairs = [frozenset(pair) for pair in combinations(known, 2)] if len(known) > 1 else [frozenset(known)]
        together = next((pair for pair in pairs if pair in partners), pairs[0])
        for of in (together, *(frozenset({other}) for other in known if other not in together)):
            if of:
                children.setdefault(of, []).append(child)
    return [Union(tuple(sorted(pair)), tuple(of), partners.get(pair, False)) for pair, of in children.items()]
