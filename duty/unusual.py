"""What is unusual about a look: what an auditor should ask about first. A reason is a question, never a verdict."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from directory.london import LONDON
from duty.known_looks import AN_HOUR, Known, known_of
from duty.looks import A_WEEK, Look, Way, Work

MANY = {Way.OPENED: 30, Way.LISTED: 150, Way.SOUGHT: 5}
"""More people than this within an hour is more than anybody's work asks for: a full search lists fifty."""
A_DAY = timedelta(days=1)


def same_surname(look: Look, known: Known) -> str:
    """The family name, or another one that they have or had, is the colleague's own."""
    return "own surname" if known.colleagues[look.user_id].surname & known.surnames[look.root] else ""


def same_postcode(look: Look, known: Known) -> str:
    """They live, or lived, where the colleague does. A protected address is never compared."""
    return "own postcode" if known.colleagues[look.user_id].postcode in known.postcodes[look.root] else ""


def of_a_colleague(look: Look, known: Known) -> str:
    """They have a colleague's name, or somebody here has marked them as a relation: the one who looks, since then."""
    related = known.relations[look.root]
    if look.user_id in related:
        return "own relation, marked since"
    if related:
        return "a colleague's relation"
    named = {pk for name in known.names[look.root] for pk in known.namesakes.get(name, ())}
    return "a colleague's name" if named - {look.user_id} else ""


def broke_the_glass(look: Look, known: Known) -> str:
    """They were restricted to others, and the colleague opened them all the same."""
    opened = known.glass_broken[look.user_id, look.root]
    return "broke the glass" if any(added <= look.last and look.first < until for added, until in opened) else ""


def one_of_many(look: Look, known: Known) -> str:
    """One of more people than `MANY` whom the colleague opened, or had listed, within sixty minutes."""
    for way, minutes in look.minutes.items():
        fullest = known.fullest[look.user_id, way]
        hour = max((fullest[minute] for minute in minutes), key=lambda one: one.people)
        if hour.people > MANY[way]:
            begins = hour.begins.astimezone(LONDON)
            return f"one of {hour.people} {way} between {begins:%H:%M} and {begins + AN_HOUR:%H:%M}"
    return ""


def looked_for(look: Look, known: Known) -> str:
    """They are restricted to others, and were looked for: the colleague was told that somebody may match."""
    return "looked for, restricted" if look.times[Way.SOUGHT] else ""


def no_work(look: Look, known: Known) -> str:
    """Opened without a reason that shows.

    The colleague did nothing for them in the week before or the day after, nobody did anything that day or the day
    before, and nothing about them waits with the colleague, nor, for who works from them, in a tray that is shared.
    """
    waits_with = {look.user_id, None} if known.colleagues[look.user_id].at_the_desk else {look.user_id}
    if not look.times[Way.OPENED] or waits_with & known.waiting[look.root]:
        return ""
    if any(look.day - A_WEEK <= day <= look.day + A_DAY for day in known.work.of[look.user_id, look.root]):
        return ""
    return "" if {look.day, look.day - A_DAY} & known.work.on[look.root] else "no work reason"


RULES: tuple[tuple[int, Callable[[Look, Known], str]], ...] = (
    (8, broke_the_glass),
    (8, same_surname),
    (8, same_postcode),
    (8, of_a_colleague),
    (5, one_of_many),
    (5, looked_for),
    (4, no_work),
)
"""How much each weighs: two of the heavy ones stand before one, and any heavy one before any light one."""


def unusual_first(looks: Iterable[Look], work: Work) -> list[tuple[Look, list[str]]]:
    """The looks, each with what is unusual about it: the most unusual first, then the latest."""
    looks = list(looks)
    known = known_of(looks, work)
    judged = []
    for look in looks:
        said = [(weight, text) for weight, rule in RULES if (text := rule(look, known))]
        judged.append((sum(weight for weight, _ in said), look.last, look, [text for _, text in said]))
    judged.sort(key=lambda one: one[:2], reverse=True)
    return [(look, texts) for *_, look, texts in judged]
