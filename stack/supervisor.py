"""Keeps the parts of a stack running: starts them, starts them again when they die, stops them in reverse order."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from stack.state import State

FIRST_DELAY, LONGEST_DELAY = 0.1, 5.0
SETTLED_AFTER = 10.0
TRIES_BEFORE_READY = 6
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked us to stop."""


@dataclass
class Part:
    """One process that is to be there always. Parts of a higher `tier` need those of the lower ones."""

    name: str
    start: Callable[[], subprocess.Popen]
    tier: int = 1
    stop_signal: int = signal.SIGTERM
    patience: float = 10.0
    process: subprocess.Popen | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    deaths: int = field(default=0, init=False)
    again_at: float | None = field(default=None, init=False)

    def launch(self) -> None:
        self.process, self.started, self.again_at = self.start(), time.monotonic(), None

    def bury(self) -> str:
        """Note a death, choose when to start again, and say how it died."""
        lived = time.monotonic() - self.started
        self.deaths = 1 if lived > SETTLED_AFTER else self.deaths + 1
        self.again_at = time.monotonic() + min(FIRST_DELAY * 2 ** (self.deaths - 1), LONGEST_DELAY)
        status, self.process = self.process.returncode, None
        return f"was killed by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"


class Supervisor:
    """A loop in one thread: the kernel ties each child to the thread that started it."""

    def __init__(self, state: State, say: Callable[[str], None]):
        self.state = state
        self.say = say
        self.parts: list[Part] = []
        self.ready = False
        self.wanted_stop = 0
        self._bell, self._clapper = socket.socketpair()

    def listen(self) -> None:
        """Hear signals. Explicitly: a shell that starts us in the background has SIGINT ignored."""
        self._bell.setblocking(False)
        self._clapper.setblocking(False)
        signal.set_wakeup_fd(self._clapper.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda signum, frame: None)
        for signum in STOP_SIGNALS:
            signal.signal(signum, self._asked_to_stop)

    def _asked_to_stop(self, signum: int, frame: object) -> None:
        self.wanted_stop += 1

    def add(self, part: Part) -> Part:
        self.parts.append(part)
        part.launch()
        self.write_pids(own=True)
        return part

    def until(self, condition: Callable[[], bool], every: float = 0.05) -> None:
        """Look after the parts until `condition` holds; raises `Stopped` when asked to stop meanwhile."""
        while not condition():
            self.turn(every)

    def turn(self, longest: float) -> None:
        """Wait for a signal, for a part's next try, or at most `longest` seconds; then start again what died."""
        now = time.monotonic()
        due = [max(0.0, part.again_at - now) for part in self.parts if part.again_at is not None]
        select.select([self._bell], [], [], min(longest, *due) if due else longest)
        with contextlib.suppress(BlockingIOError):
            self._bell.recv(4096)
        if self.wanted_stop:
            raise Stopped
        for part in self.parts:
            self.look_after(part)

    def look_after(self, part: Part) -> None:
        if part.process is not None and part.process.poll() is not None:
            how = part.bury()
            self.say(f"{part.name} {how}; starting it again.")
            if not self.ready and part.deaths >= TRIES_BEFORE_READY:
                raise SystemExit(f"{part.name} does not start:\n{self.tail(part.name)}")
            self.write_pids(own=True)
        if part.again_at is not None and time.monotonic() >= part.again_at:
            part.launch()
            self.write_pids(own=True)

    def finish(self, name: str, process: subprocess.Popen) -> None:
        """Look after the parts until this step is done; raises `SystemExit` with its last words if it failed."""
        try:
            self.until(lambda: process.poll() is not None)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if process.returncode:
            raise SystemExit(f"{name} failed:\n{self.tail(name)}")

    def tail(self, name: str, lines: int = 25) -> str:
        log = self.state.log(name)
        last = log.read_text(errors="replace").splitlines()[-lines:] if log.exists() else []
        return "\n".join([*last, f"(all of it: {log})"])

    def stop(self) -> None:
        """Stop the parts, highest tier first; a second request to stop ends them at once."""
        asked = self.wanted_stop
        for tier in sorted({part.tier for part in self.parts}, reverse=True):
            running = [part for part in reversed(self.parts) if part.tier == tier and part.process is not None]
            for part in running:
                part.process.send_signal(part.stop_signal)
            for part in running:
                self._wait(part, asked)
        self.write_pids(own=False)

    def _wait(self, part: Part, asked: int) -> None:
        deadline = time.monotonic() + part.patience
        while part.process.poll() is None:
            if time.monotonic() > deadline or self.wanted_stop > asked:
                part.process.kill()
            time.sleep(0.02)
        part.process = None

    def write_pids(self, own: bool) -> None:
        pids = {"supervisor": os.getpid()} if own else {}
        pids |= {part.name: part.process.pid for part in self.parts if part.process is not None}
        self.state.write_pids(pids)
