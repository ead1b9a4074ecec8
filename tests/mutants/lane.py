"""A private copy of the checkout beside servers of its own, in which one mutant after another is tried."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from stack.paths import CHECKOUT
from tests.mutants.mutant import HAPPY_JOURNEY, Mutant
from tests.mutants.reading import Run, cases_in

MADE = ("static/built", "staticfiles")
"""What git does not track and pages cannot be drawn without."""
PATIENCE = 120
"""Seconds for one run of pytest: a mutant may make two wait for each other."""


def copy_checkout(folder: Path) -> None:
    """The project as it stands, with what is not committed yet and without what is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, folder / name)
    for name in MADE:
        shutil.copytree(CHECKOUT / name, folder / name)


class Lane:
    """One copy, one database: `environment` names the servers and all that tests need."""

    def __init__(self, folder: Path, environment: dict[str, str]):
        self.folder, self.environment = folder, environment
        # A compiled file is known by its source's time in whole seconds and its size, which two
        # states of a file may share: so each state gets a time that no other ever had.
        self.times = itertools.count(1)
        self.database_is_empty = True

    def try_out(self, mutant: Mutant) -> Run:
        """The happy journey and the tests that the mutant must die by, without its rule."""
        with self.without_the_rule(mutant):
            return self.run((HAPPY_JOURNEY, *mutant.dies_by), keep_database=not mutant.changes_the_schema)

    @contextmanager
    def without_the_rule(self, mutant: Mutant) -> Iterator[None]:
        """The copy without the mutant's rule, and afterwards with it again."""
        file = self.folder / mutant.file
        with_the_rule = file.read_text()
        self._write(file, mutant.mutated(self.folder))
        try:
            yield
        finally:
            self._write(file, with_the_rule)

    def _write(self, file, text):
        file.write_text(text)
        time = next(self.times)
        os.utime(file, (time, time))

    def run(self, nodes: Sequence[str], keep_database: bool) -> Run:
        """Run these tests in one process. A database that is kept is there already for the next run."""
        report = self.folder / "junit.xml"
        report.unlink(missing_ok=True)
        options = ["-q", "--tb=short", "-p", "no:cacheprovider", f"--junitxml={report}"]
        if keep_database and self.database_is_empty:
            options.append("--reuse-db")
        self.database_is_empty, started = True, monotonic()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *options, *dict.fromkeys(nodes)],
                cwd=self.folder,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            self.database_is_empty = False  # what its tests had committed is still there
            return Run((), f"pytest was ended: it took longer than {PATIENCE} s")
        return Run(cases_in(report, nodes), done.stdout, monotonic() - started)
