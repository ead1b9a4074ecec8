"""Child processes that never outlive us: each is told by the kernel when its parent dies."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signum: int, parent: int | None = None) -> None:
    """Ask the kernel to send this process `signum` when its parent dies; Linux only, elsewhere nothing.

    The kernel watches the thread that forked, so children are started from the main thread. `parent` closes the
    gap between fork and this call: a parent that is gone already will never be reported.
    """
    if LIBC is None:
        return
    LIBC.prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signum)


def leashed(signum: int) -> Callable[[], None]:
    """A `preexec_fn` that ties the child to this process."""
    parent = os.getpid()
    return lambda: die_with_parent(signum, parent)


def spawn(command: list, *, death: int = signal.SIGTERM, log: Path | None = None, **options) -> subprocess.Popen:
    """Start `command` in a session of its own, so that Ctrl-C reaches only us, with its output appended to `log`."""
    options.setdefault("stdin", subprocess.DEVNULL)
    if log is None:
        return subprocess.Popen(command, start_new_session=True, preexec_fn=leashed(death), **options)
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            start_new_session=True,
            preexec_fn=leashed(death),
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )


def stop(child: subprocess.Popen | None, signum: int, patience: float) -> None:
    """Ask the child to go with `signum`; after `patience` seconds end it."""
    if child is None or child.poll() is not None:
        return
    child.send_signal(signum)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
