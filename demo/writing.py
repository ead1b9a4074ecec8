"""Drawing sentences: every likeness of one is used before any comes again, and the gaps in it are filled.

A gap is `{word}`, filled from a story's words, or `{this|that}`, one of which is drawn; gaps may lie in gaps.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
GAP = re.compile(r"\{([^{}]*)\}")
OF_SCHOOL = re.compile(r"\b(?:school|class|college|nursery|teacher)\b", re.IGNORECASE)
BEGINNING = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")


def read(name: str) -> dict:
    """One of this package's files of words."""
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


class Deck:
    """Draws from named piles; a pile is shuffled anew only when it is used up."""

    def __init__(self, rng: Random):
        self.rng, self.piles = rng, {}

    def draw(self, pile: str, cards: Sequence):
        """The next card of `pile`, which consists of `cards`."""
        left = self.piles.setdefault(pile, [])
        if not left:
            left.extend(self.rng.sample(cards, len(cards)))
        return left.pop()


class Writer:
    """Writes for one story: sentences from the decks, with this story's words in their gaps.

    While schools are closed nobody says what a school does or sees, if there is anything else to say.
    """

    def __init__(self, deck: Deck, words: Mapping[str, str], schools_open: bool):
        self.deck, self.words, self.schools_open = deck, words, schools_open

    def draw(self, pile: str, cards: Sequence[str]) -> str:
        """The next sentence of a pile, filled in."""
        return sentences(self.fill(self.pick(pile, cards)))

    def pick(self, pile: str, cards: Sequence) -> object:
        """The next card of a pile as it is."""
        elsewhere = [card for card in cards if not OF_SCHOOL.search(str(card))]
        if self.schools_open or not elsewhere or len(elsewhere) == len(cards):
            return self.deck.draw(pile, cards)
        return self.deck.draw(f"{pile} in the holidays", elsewhere)

    def fill(self, text: str) -> str:
        """`text` with every gap filled; KeyError when a story has no such word."""
        while gap := GAP.search(text):
            text = text[: gap.start()] + self._word(gap[1]) + text[gap.end() :]
        return text

    def _word(self, gap):
        return self.deck.draw(gap, gap.split("|")) if "|" in gap else self.words[gap]


def sentences(text: str) -> str:
    """`text` with a capital at the beginning of every sentence, whatever word was filled in there."""
    return BEGINNING.sub(lambda found: found[0].upper(), text)
