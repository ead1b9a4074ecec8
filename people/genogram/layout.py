"""Where everybody of a family stands on the sheet: pure arithmetic, no models.

Generations stand in rows, the eldest on top; partners stand side by side; brothers and sisters stand
together, the eldest first, under the middle of their parents. One step is the room of one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise

ROUNDS = 12
"""So often rows are drawn towards their parents and children; more changes nothing that anybody sees."""
TRIES, LITTLE = 4000, 1e-9
"""So many orders are tried at most: a large family is drawn in time, if not at its best."""
LAST = date.max
APART, OUT_OF_ORDER = 4, 2
"""How much it weighs that partners stand a step apart, and that a younger child stands before an elder one."""


@dataclass(frozen=True)
class Member:
    """Somebody to be placed. Who has no birth date stands last among brothers and sisters."""

    key: int
    born: date | None = None


@dataclass(frozen=True)
class Ties:
    """Who belongs to whom: parents by child, and pairs of partners and of brothers and sisters.

    `above` says of others that the one stands so many generations above the other; any other tie goes before it.
    """

    parents: Mapping[int, frozenset[int]] = field(default_factory=dict)
    partners: frozenset[frozenset[int]] = frozenset()
    siblings: frozenset[frozenset[int]] = frozenset()
    above: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Place:
    """Row and place in it, in steps; the whole sheet begins at 0, 0."""

    row: int
    x: float


def generations(subject: int, members: Iterable[int], ties: Ties) -> dict[int, int]:
    """Each member's generation, the subject's being 0 and the parents' -1; who is tied to nobody stands at 0.

    Everybody is met once, by the fewest steps, so that what contradicts itself (cousins who married, somebody who is
    their own grandfather) still has one generation each. A partner's child stands under the partner, though it also
    lives with the subject: what `above` says counts for those alone whom no line leads to.
    """
    members = set(members)
    steps, others = _steps(ties)
    found, waiting = {}, [(subject, 0)]
    while waiting:
        found |= dict(waiting)
        reached = [at for at, _ in waiting]
        for at in reached:
            for other, step in steps[at]:
                if other in members and other not in found:
                    found[other] = found[at] + step
                    reached.append(other)
        loose = ((other, found[at] + step) for at in found for other, step in others[at])
        waiting = list(islice(((other, row) for other, row in loose if other in members - found.keys()), 1))
    return {member: found.get(member, 0) for member in members}


def _steps(ties):
    """Whom each is tied to and how many generations down: by lines of the drawing, and by what `above` says."""
    steps, others = defaultdict(list), defaultdict(list)
    for child, parents in ties.parents.items():
        for parent in parents:
            steps[child].append((parent, -1))
            steps[parent].append((child, 1))
    for pair in ties.partners | ties.siblings:
        one, other = sorted(pair)
        steps[one].append((other, 0))
        steps[other].append((one, 0))
    for one, other, rows in ties.above:
        others[one].append((other, rows))
        others[other].append((one, -rows))
    return steps, others


def lay_out(subject: int, members: Iterable[Member], ties: Ties) -> dict[int, Place]:
    """A place for each member, no two nearer than one step."""
    born = {member.key: member.born or LAST for member in members}
    generation = generations(subject, born, ties)
    rows = defaultdict(list)
    for key in sorted(born, key=lambda key: (born[key], key)):
        rows[generation[key]].append(key)
    _sorted_by_parents(rows, ties)
    _untangle(rows, ties, born)
    x = _in_steps(rows)
    for turn in range(ROUNDS):
        for row in sorted(rows, reverse=bool(turn % 2)):
            _settle(rows[row], x, ties)
    first, left = min(rows), min(x.values())
    return {key: Place(row - first, x[key] - left) for row, keys in rows.items() for key in keys}


def _in_steps(rows: Mapping[int, Sequence[int]]) -> dict[int, float]:
    """Each row in the middle, a step for each member."""
    return {key: place - (len(keys) - 1) / 2 for keys in rows.values() for place, key in enumerate(keys)}


def _sorted_by_parents(rows, ties):
    """Each row from the top in the order of the parents above, or of the partner's, as a first order to better."""
    beside = defaultdict(set)
    for one, other in map(sorted, ties.partners):
        beside[one].add(other)
        beside[other].add(one)
    for row in sorted(rows):
        x, place = _in_steps(rows), {key: number for number, key in enumerate(rows[row])}

        def wanted(key, x=x, place=place):
            own = ties.parents.get(key) or [parent for other in beside[key] for parent in ties.parents.get(other, ())]
            middle = _middle(own, x)
            return (x[key] if middle is None else middle, place[key])

        rows[row] = sorted(rows[row], key=wanted)


def _untangle(rows, ties, born):
    """Change the order within the rows as long as that makes the drawing easier to read, and for so long at most."""
    pulls, left, better = _pulls(ties, born), TRIES, True
    while better and left > 0:
        better = False
        for row in sorted(rows):
            here = set(rows[row])
            near = [pull for pull in pulls if pull.one in here or pull.other in here]
            x = _in_steps(rows)
            best = _burden(near, x)
            for order in islice(_other_orders(rows[row]), left):
                left -= 1
                x.update(_in_steps({row: order}))
                burden = _burden(near, x)
                if burden < best - LITTLE:
                    rows[row], best, better = order, burden, True


@dataclass(frozen=True)
class Pull:
    """Two who are drawn together, the more the heavier; the one before the other where that is `in_order`."""

    one: int
    other: int
    weight: int = 1
    in_order: bool = False


def _pulls(ties, born) -> list[Pull]:
    """Partners towards each other, children towards their parents, brothers and sisters towards the next elder one."""
    pulls = [Pull(*sorted(pair), APART) for pair in ties.partners]
    pulls += [Pull(child, parent) for child, parents in ties.parents.items() for parent in sorted(parents)]
    families = defaultdict(set)
    for child, parents in ties.parents.items():
        for parent in parents:
            families[parent].add(child)
    for family in [*families.values(), *ties.siblings]:
        pulls += [
            Pull(elder, younger, in_order=True)
            for elder, younger in pairwise(sorted(family, key=lambda key: (born[key], key)))
        ]
    return list(dict.fromkeys(pulls))


def _burden(pulls, x):
    """How hard it is to read: those apart who belong together, and the younger before the elder."""
    burden = 0.0
    for pull in pulls:
        apart = x[pull.other] - x[pull.one]
        burden += pull.weight * abs(apart) + (OUT_OF_ORDER if pull.in_order and apart < 0 else 0)
    return burden


def _other_orders(keys):
    """The orders one step away: somebody stands elsewhere, or some who stand together stand the other way round."""
    places = range(len(keys))
    for here in places:
        rest = keys[:here] + keys[here + 1 :]
        yield from ([*rest[:there], keys[here], *rest[there:]] for there in places if there != here)
        yield from (keys[:here] + keys[here:end][::-1] + keys[end:] for end in range(here + 2, len(keys) + 1))


def _middle(keys, x):
    known = [x[key] for key in keys if key in x]
    return sum(known) / len(known) if known else None


def _settle(keys, x, ties):
    """Draw a row towards its parents and children, keeping its order and a step between neighbours."""
    wanted = {key: _wanted(key, x, ties) for key in keys}
    _beside_the_next(keys, wanted)
    for key in keys:
        x[key] = x[key] if wanted[key] is None else wanted[key]
    for before, key in pairwise(keys):
        x[key] = max(x[key], x[before] + 1)
    shift = [wanted[key] - x[key] for key in keys if wanted[key] is not None]
    for key in keys if shift else ():
        x[key] += sum(shift) / len(shift)


def _beside_the_next(keys, wanted):
    """Who is drawn nowhere by themselves stands a step from the next in the row who is."""
    for order, step in ((keys, 1), (keys[::-1], -1)):
        for near, key in pairwise(order):
            if wanted[key] is None and wanted[near] is not None:
                wanted[key] = wanted[near] + step


def _wanted(key, x, ties):
    """Under the middle of the parents; of two parents half a step to their own side of the middle of their children."""
    above = _middle(ties.parents.get(key, ()), x)
    theirs = [child for child, parents in ties.parents.items() if key in parents]
    below = _middle(theirs, x)
    if below is not None:
        beside = [other for child in theirs for other in ties.parents[child] if other != key]
        below += sum(0.5 if x[key] > x[other] else -0.5 for other in beside) / max(len(beside), 1)
    known = [middle for middle in (above, below) if middle is not None]
    return sum(known) / len(known) if known else None
