"""Trying the mutants, two at a time: first that all is well with every rule in place, then without each."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from stack import assets, throwaway
from stack.environment import settings_for_tests
from tests.mutants.lane import Lane, copy_checkout
from tests.mutants.mutant import HAPPY_JOURNEY, Mutant, WrongAnchor
from tests.mutants.reading import Verdict, judge, not_green

LANES = 2


def main(names: Sequence[str], mutants: Sequence[Mutant]) -> int:
    """Try the mutants called `names`, or all; 0 when each died as it must."""
    known = {mutant.name: mutant for mutant in mutants}
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"No such mutant: {', '.join(unknown)}. There are: {', '.join(known)}.")
    chosen = [known[name] for name in names] or list(mutants)
    started = time.monotonic()
    with two_lanes() as lanes:
        verdicts = tried(chosen, lanes)
    passed = sum(verdict.right for verdict in verdicts)
    print(f"{passed} passed, {len(verdicts) - passed} failed, in {time.monotonic() - started:.0f} s")
    return 0 if verdicts and passed == len(verdicts) else 1


@contextmanager
def two_lanes() -> Iterator[list[Lane]]:
    """Two copies of one and the same state of the checkout, each beside its own servers."""
    settings = settings_for_tests()
    assets.ensure_built()
    assets.ensure_collected(settings)
    with ExitStack() as stack:
        folder = stack.enter_context(throwaway.private_folder())
        copies = [folder / f"lane{number}" for number in range(LANES)]
        copy_checkout(copies[0])
        for copy in copies[1:]:
            shutil.copytree(copies[0], copy)
        yield [Lane(copy, _environment(stack, settings)) for copy in copies]


def _environment(stack, settings):
    # Servers are started from the main thread, by whose end the kernel knows when they must go.
    # What is compiled is kept, for it takes longer than most of the tests.
    here = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    return here | stack.enter_context(throwaway.servers()) | settings


def tried(mutants: Sequence[Mutant], lanes: Sequence[Lane]) -> list[Verdict]:
    """The verdict on each mutant, printed as it comes; on the tests themselves when not all pass with every rule."""
    if wrong := wrong_anchors(mutants, lanes[0].folder):
        return _printed(wrong)
    with ThreadPoolExecutor(len(lanes)) as pool:
        try:
            if wrong := _baseline(mutants, lanes, pool):
                return _printed(wrong)
            return _each(mutants, lanes, pool)
        finally:
            pool.shutdown(cancel_futures=True)  # after Ctrl-C nothing more is begun


def wrong_anchors(mutants: Sequence[Mutant], checkout: Path) -> list[Verdict]:
    """A verdict on each mutant that no longer fits the code."""
    wrong = []
    for mutant in mutants:
        try:
            mutant.mutated(checkout)
        except WrongAnchor as error:
            wrong.append(Verdict(mutant.name, False, "DOES NOT FIT", (str(error),)))
    return wrong


def _baseline(mutants, lanes, pool):
    """With every rule in place all tests pass, or no death would mean anything; it makes each lane's database too."""
    nodes = list(dict.fromkeys(node for mutant in mutants for node in mutant.dies_by))
    shares = [(HAPPY_JOURNEY, *nodes[number :: len(lanes)]) for number in range(len(lanes))]
    runs = list(pool.map(lambda lane, share: lane.run(share, keep_database=True), lanes, shares))
    wrong = [line for run, share in zip(runs, shares, strict=True) for line in not_green(run, share)]
    print(f"{'with every rule':<28} {sum(len(run.cases) for run in runs)} tests", flush=True)
    return [Verdict("with every rule", False, "NOT GREEN", tuple(wrong))] if wrong else []


def _each(mutants, lanes, pool):
    free = SimpleQueue()
    for lane in lanes:
        free.put(lane)

    def verdict(mutant):
        lane = free.get()
        try:
            return judge(mutant, lane.try_out(mutant))
        finally:
            free.put(lane)

    # What changes the schema comes last: it takes the lane's database with it.
    in_order = sorted(mutants, key=lambda mutant: mutant.changes_the_schema)
    return _printed(pool.map(verdict, in_order))


def _printed(verdicts):
    seen = []
    for verdict in verdicts:
        print(verdict, flush=True)
        seen.append(verdict)
    return seen
