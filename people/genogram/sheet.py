"""A genogram as its page shows it: symbols with names, lines, the household, and the same in words."""

from collections import defaultdict
from datetime import date

from people.ages import age_of
from people.genogram import drawing
from people.genogram.drawing import FEMALE, MALE, UNBORN, UNKNOWN, Point
from people.genogram.family import Family, K, family_of
from people.genogram.layout import lay_out
from people.models import Nudge, Person

LINES = 3
"""So many lines stand beside a symbol: the name, then the age."""
WIDE, HEIGHT = 13, 15
"""So many letters stand on one of them at most; and how far apart they are, round the middle of the symbol."""
ROOM, LETTER = drawing.TEXT - 8, 8.1
"""How long a line may be, in the sheet's units, and how wide a letter is that is neither narrow nor wide."""
NARROW, BROAD, ASIAN = frozenset("fijlrtI '-.,"), frozenset("mwMW"), 0x2E7F


def sheet(person: Person, user, day: date, chosen: str = "") -> dict:
    """The context of `people/_genogram.html`; `chosen` is the reference of the symbol that is being edited."""
    family = family_of(person, user)
    places = lay_out(family.subject, family.members(), family.ties())
    nudges = {n.person.identity_id or n.person_id: (n.dx, n.dy) for n in _nudges(family)}
    at = drawing.points(places, nudges)
    width, height = drawing.size(at.values())
    order = sorted(at, key=lambda key: (at[key].y, at[key].x))
    outline = drawing.outline(family.household, at)
    return {
        "width": width,
        "height": height,
        "title": f"Genogram of {person.full_name}",
        "symbols": [_symbol(family, key, at[key], day, chosen) for key in order],
        "joined": drawing.joined(drawing.unions(family.parents_of(), family.couples()), at),
        "siblings": [_between(at, pair) for pair in family.lonely_siblings()],
        "outline": outline,
        "is_marked": bool(family.household) and not outline,
        "words": [_in_words(family, key, day) for key in order],
        "besides": [_beside(family, *each) for each in family.besides],
        "more": family.more,
        "is_alone": len(at) == 1,
    }


def _nudges(family):
    same = Person.objects.same_as([family.subject]).order_by().values("pk")
    return Nudge.objects.filter(subject__in=same).select_related("person")


def _symbol(family, key, at, day, chosen):
    person = family.people[key]
    kind, lines = _kind(person), [*_lines(person, day), *_as_what(family, key)]
    return {
        "reference": person.reference,
        "name": person.full_name,
        "shape": drawing.shape(kind, at),
        "outline": drawing.shape(kind, at, drawing.HALF - 5) if key == family.subject else "",
        "cross": drawing.cross(at) if person.death_date else "",
        "label": ", ".join([person.full_name, age_of(person, day), *_as_what(family, key), _sex(person)]),
        "x": f"{at.x + drawing.HALF + 6:.1f}",
        "lines": [
            {
                "text": text,
                "y": f"{at.y + 5 + HEIGHT * (n - (len(lines) - 1) / 2):.1f}",
                "room": "" if _fits(text) else ROOM,
            }
            for n, text in enumerate(lines)
        ],
        "middle": {"x": f"{at.x:.1f}", "y": f"{at.y + 5 + (drawing.HALF / 4 if kind == UNBORN else 0):.1f}"},
        "lives_here": key in family.household,
        "is_subject": key == family.subject,
        "is_chosen": person.reference == chosen,
        "url": person.get_absolute_url(),
    }


def _kind(person):
    if person.kind == Person.Kind.UNBORN:
        return UNBORN
    return {"M": MALE, "F": FEMALE}.get(person.sex, UNKNOWN)


def _sex(person):
    unknown = "sex not known" if person.sex else "sex not asked"
    return {UNBORN: "unborn", MALE: "male", FEMALE: "female", UNKNOWN: unknown}[_kind(person)]


def _lines(person, day):
    """The name in as few lines as it needs, then years or age."""
    lines = [""]
    for word in person.full_name.split():
        if lines[-1] and not _fits(f"{lines[-1]} {word}"):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    names = [text if len(text) <= WIDE else text[: WIDE - 1] + "…" for text in lines[: LINES - 1]]
    return [*names, age_of(person, day)]


def _fits(text):
    """Whether a line is short enough by itself, as far as can be told without the fonts; else it is drawn narrower."""
    letters = sum(0.6 if letter in NARROW else 1.5 if letter in BROAD or ord(letter) > ASIAN else 1 for letter in text)
    return letters * LETTER <= ROOM


def _as_what(family, key):
    """What somebody is to the child whose genogram it is, where no line says so."""
    return [K(kind).label for one, kind, other in family.besides if (one, other) == (key, family.subject)][:1]


def _between(at, pair):
    one, other = sorted((at[key] for key in pair), key=lambda point: point.x)
    return f"M {Point(one.x, one.y - drawing.HALF)} v -{drawing.DROP} H {other.x:.1f} V {other.y - drawing.HALF:.1f}"


def _in_words(family: Family, key, day):
    """One person and everything that their lines say."""
    names = {other: person.full_name for other, person in family.people.items()}
    said = [_sex(family.people[key]), age_of(family.people[key], day)]
    parents = sorted(names[parent] for parent in family.parents.get(key, ()))
    said += [f"child of {' and '.join(parents)}"] if parents else []
    for pair, parted in family.partners.items():
        if key in pair:
            (other,) = pair - {key}
            said.append(f"{'was partner of' if parted else 'partner of'} {names[other]}")
    said += _as_parent(family, key, names)
    said += [
        f"brother or sister of {names[other]}" for pair in family.siblings if key in pair for other in pair - {key}
    ]
    said += ["lives in the household"] if key in family.household else []
    return {"name": names[key], "url": family.people[key].get_absolute_url(), "text": ", ".join(said)}


def _as_parent(family, key, names):
    """Whose parent somebody is, and together with whom, which says nothing of what those two are to each other."""
    children = defaultdict(list)
    for child, of in family.parents.items():
        if key in of:
            children[tuple(sorted(names[other] for other in of - {key}))].append(names[child])
    for others, theirs in sorted(children.items()):
        together = f" together with {' and '.join(others)}" if others else ""
        yield f"parent of {', '.join(sorted(theirs))}{together}"


def _beside(family, one, kind, other):
    return f"{family.people[one].full_name} is {K(kind).label} of {family.people[other].full_name}"
