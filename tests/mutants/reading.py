"""What a run of pytest says of a mutant, read from its JUnit file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.mutants.mutant import HAPPY_JOURNEY, Mutant

ASSERTED = ("assert ", "AssertionError", "Failed: DID NOT RAISE")
"""How the message begins of a test that failed by its own assertion, and not by whatever went wrong under it."""


@dataclass(frozen=True)
class Case:
    """One test that was run. `how` is passed, asserted, broken (any other exception, a set-up) or skipped."""

    node: str
    how: str
    message: str = ""

    def is_of(self, node: str) -> bool:
        """Whether it is the test `node`, or one case of it, or stands in it."""
        return self.node == node or self.node.startswith((f"{node}[", f"{node}::"))


@dataclass(frozen=True)
class Run:
    """What one process of pytest did, and in how many seconds; `output` is what it printed."""

    cases: tuple[Case, ...]
    output: str
    seconds: float = 0

    def of(self, nodes: Iterable[str]) -> list[Case]:
        """The cases of these tests."""
        return [case for case in self.cases if any(case.is_of(node) for node in nodes)]


@dataclass(frozen=True)
class Verdict:
    """Whether a mutant is as it must be, what became of it, and the particulars."""

    name: str
    right: bool
    what: str
    lines: tuple[str, ...] = ()

    def __str__(self):
        return "\n".join([f"{self.name:<28} {self.what}", *(f"{'':<28} {line}" for line in self.lines)])


def cases_in(file: Path, nodes: Sequence[str]) -> tuple[Case, ...]:
    """Every test in a JUnit file. `nodes` are those that were asked for: the file says modules, not files."""
    if not file.exists():
        return ()
    files = {node.split("::")[0] for node in nodes}
    modules = {name.removesuffix(".py").replace("/", "."): name for name in files}
    return tuple(_case(found, modules) for found in ElementTree.parse(file).iter("testcase"))


def _case(found, modules):
    where, test = found.get("classname"), found.get("name")
    module = next((name for name in modules if f"{where}.".startswith(f"{name}.")), where)
    inside = [part for part in where.removeprefix(module).split(".") if part]
    node = "::".join([modules.get(module, where), *inside, test])
    for failure in found:
        message = (failure.get("message") or "").strip()
        if failure.tag == "failure" and message.startswith(ASSERTED):
            return Case(node, "asserted", message)
        if failure.tag in ("failure", "error", "skipped"):
            return Case(node, "skipped" if failure.tag == "skipped" else "broken", message)
    return Case(node, "passed")


def not_green(run: Run, nodes: Sequence[str]) -> list[str]:
    """What is wrong with a run in which all must pass, in a line each."""
    wrong = [_said(case) for case in run.cases if case.how != "passed"]
    never = [f"{node} was not run" for node in nodes if not run.of([node])]
    return wrong + never + ([_end_of(run)] if never else [])


def judge(mutant: Mutant, run: Run) -> Verdict:
    """What became of a mutant in a run of the happy journey and of the tests that it must die by."""
    asked = (HAPPY_JOURNEY, *mutant.dies_by)
    never = [f"{node} was not run" for node in asked if not run.of([node])]
    if never:
        return Verdict(mutant.name, False, "DIED BY AN ERROR", (*never, _end_of(run)))
    journey = [case for case in run.of([HAPPY_JOURNEY]) if case.how != "passed"]
    if journey:
        return Verdict(mutant.name, False, "BROKE THE JOURNEY", tuple(map(_said, journey)))
    broken = [case for case in run.of(mutant.dies_by) if case.how in ("broken", "skipped")]
    if broken:
        return Verdict(mutant.name, False, "DIED BY AN ERROR", tuple(map(_said, broken)))
    blind = [node for node in mutant.dies_by if not any(case.how == "asserted" for case in run.of([node]))]
    if blind:
        return Verdict(mutant.name, False, "SURVIVED", tuple(f"{node} noticed nothing" for node in blind))
    return Verdict(mutant.name, True, f"killed in {run.seconds:.0f} s by {', '.join(mutant.dies_by)}")


def _said(case):
    return f"{case.node}: {case.how}, {case.message.splitlines()[0][:200] if case.message else 'no message'}"


def _end_of(run):
    return " / ".join(run.output.strip().splitlines()[-3:]) or "pytest said nothing"
