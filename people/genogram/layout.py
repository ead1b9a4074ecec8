"""Where everybody of a family stands on the sheet: pure arithmetic, no models.

Generations stand in rows, the eldest on top; partners stand side by side; brothers and sisters stand
together, the eldest first, under the middle of their parents. One step is the room of one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise

ROUNDS = 12
"""So often rows are drawn towards their parents and children; more changes nothing that anybody sees."""
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
    """Who belongs to whom: parents by child, and pairs of partners and of brothers and sisters."""

    parents: Mapping[int, frozenset[int]] = field(default_factory=dict)
    partners: frozenset[frozenset[int]] = frozenset()
    siblings: frozenset[frozenset[int]] = frozenset()


@dataclass(frozen=True)
class Place:
    """Row and place in it, in steps; the whole sheet begins at 0, 0."""

    row: int
    x: float


def generations(subject: int, members: Iterable[int], ties: Ties) -> dict[int, int]:
    """Each member's generation, the subject's being 0 and the parents' -1; who is tied to nobody stands at 0."""
    members = set(members)
    steps = defaultdict(list)
    for child, parents in ties.parents.items():
        for parent in parents:
            steps[child].append((parent, -1))
            steps[parent].append((child, 1))
    for pair in ties.partners | ties.siblings:
        one, other = sorted(pair)
        steps[one].append((other, 0))
        steps[other].append((one, 0))
    found, waiting = {subject: 0}, [subject]
    for at in waiting:
        for other, step in steps[at]:
            if other in members and other not in found:
                found[other] = found[at] + step
                waiting.append(other)
    return {member: found.get(member, 0) for member in members}


def lay_out(subject: int, members: Iterable[Member], ties: Ties) -> dict[int, Place]:
    """A place for each member, no two nearer than one step."""
    born = {member.key: member.born or LAST for member in members}
    generation = generations(subject, born, ties)
    rows = defaultdict(list)
    for key in sorted(born, key=lambda key: (born[key], key)):
        rows[generation[key]].append(key)
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


def _untangle(rows, ties, born):
    """Change the order within the rows as long as that makes the drawing easier to read."""
    best, better = _burden(_in_steps(rows), ties, born), True
    while better:
        better = False
        for row in sorted(rows):
            for other in _other_orders(rows[row]):
                burden = _burden(_in_steps({**rows, row: other}), ties, born)
                if burden < best:
                    rows[row], best, better = other, burden, True


def _other_orders(keys):
    """The orders one step away: somebody stands elsewhere, or some who stand together stand the other way round."""
    places = range(len(keys))
    for here in places:
        rest = keys[:here] + keys[here + 1 :]
        yield from ([*rest[:there], keys[here], *rest[there:]] for there in places if there != here)
        yield from (keys[:here] + keys[here:end][::-1] + keys[end:] for end in places if end > here + 1)
        yield keys[:here] + keys[here:][::-1]


def _burden(x, ties, born):
    """How hard it is to read: partners apart, children far from their parents, the younger before the elder."""
    burden = sum(APART * (abs(x[one] - x[other]) - 1) for one, other in map(tuple, ties.partners))
    for child, parents in ties.parents.items():
        burden += sum(abs(x[child] - x[parent]) for parent in parents)
    for one, other in _brothers_and_sisters(ties):
        elder, younger = sorted((one, other), key=lambda key: (born[key], key))
        burden += abs(x[one] - x[other]) + (OUT_OF_ORDER if x[elder] > x[younger] else 0)
    return burden


def _brothers_and_sisters(ties):
    children = sorted(ties.parents)
    shared = {frozenset(pair) for pair in combinations(children, 2) if ties.parents[pair[0]] & ties.parents[pair[1]]}
    return [tuple(pair) for pair in shared | ties.siblings]


def _middle(keys, x):
    known = [x[key] for key in keys if key in x]
    return sum(known) / len(known) if known else None


def _settle(keys, x, ties):
    """Draw a row towards its parents and children, keeping its order and a step between neighbours."""
    wanted = {key: _wanted(key, x, ties) for key in keys}
    for key in keys:
        if wanted[key] is not None:
            x[key] = wanted[key]
    for before, key in pairwise(keys):
        x[key] = max(x[key], x[before] + 1)
    shift = [wanted[key] - x[key] for key in keys if wanted[key] is not None]
    for key in keys if shift else ():
        x[key] += sum(shift) / len(shift)


def _wanted(key, x, ties):
    """Under the middle of the parents; of partners half a step to their own side of the middle of their children."""
    above = _middle(ties.parents.get(key, ()), x)
    below = _middle([child for child, parents in ties.parents.items() if key in parents], x)
    if below is not None:
        beside = [other for pair in ties.partners if key in pair for other in pair - {key}]
        below += sum(0.5 if x[key] > x[other] else -0.5 for other in beside[:1])
    known = [middle for middle in (above, below) if middle is not None]
    return sum(known) / len(known) if known else None
