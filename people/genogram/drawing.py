"""The shapes and lines of a genogram on its sheet, in SVG's units: pure values for the template, no models.

Squares are male, circles female, diamonds of a sex that is not known, triangles unborn; a cross lies over the dead, a
double outline round the child whose genogram it is. A line joins partners, and the parents of a child; two strokes cut
it where partners parted. One dashed line runs round those who live together, or else each of them bears an H.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from people.genogram.layout import Place

STEP_X, STEP_Y, MARGIN, HALF = 150, 140, 48, 24
DROP, NEXT_DROP = 22, 12
"""How far under the symbols partners are joined, and how much lower the next pair of the same row."""
TEXT = 92
"""The room beside a symbol for a name, as far as the next symbol."""
LOOP, MEET = 8, 0.5
"""How far from a symbol the line round the household runs; and nearer than this, sides meet."""
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


def outline(household: Iterable[int], at: Mapping[int, Point]) -> str:
    """The dashed line round those who live together, or nothing where none goes round all of them and nobody else.

    One line for one household: it goes in steps, a step for each row in which some of them stand, so that a parent who
    lives elsewhere stays outside it beside the other. Two lines would tell of two households.
    """
    inside = set(household)
    steps = _steps(_around(point) for key, point in at.items() if key in inside)
    others = [_around(point) for key, point in at.items() if key not in inside]
    apart = any(upper.shared(lower) < HALF for upper, lower in pairwise(steps))
    if not steps or apart or any(step.overlaps(other) for step in steps for other in others):
        return ""
    right = [f"V {step.top:.1f} H {step.right:.1f} V {step.bottom:.1f}" for step in steps]
    left = [f"V {step.bottom:.1f} H {step.left:.1f} V {step.top:.1f}" for step in reversed(steps)]
    return f"M {steps[0].left:.1f} {steps[0].top:.1f} {' '.join([*right, *left])} Z"


@dataclass(frozen=True)
class Box:
    """A part of the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """How wide the part is that stands over, or under, the other."""
        return min(self.right, other.right) - max(self.left, other.left)

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share some room; whose sides meet do not."""
        return self.shared(other) > MEET and min(self.bottom, other.bottom) - max(self.top, other.top) > MEET


def _around(point):
    """A symbol with its name."""
    return Box(point.x - HALF - LOOP, point.y - HALF - LOOP, point.x + HALF + TEXT + LOOP / 4, point.y + HALF + LOOP)


def _steps(members):
    """The rows in which these stand, from the top, each as far down as where the next begins."""
    rows: list[Box] = []
    for one in sorted(members, key=lambda box: box.top):
        if rows and one.top < rows[-1].bottom:
            last = rows.pop()
            one = Box(min(last.left, one.left), last.top, max(last.right, one.right), max(last.bottom, one.bottom))
        rows.append(one)
    ends = [*(row.top for row in rows[1:]), *(row.bottom for row in rows[-1:])]
    return [replace(row, bottom=end) for row, end in zip(rows, ends, strict=True)]


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
