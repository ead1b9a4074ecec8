"""`python -m tests.stack.little_stack VAR [PART ...]`: a supervisor with parts of one line each, to be killed in tests.

`sleeper` sleeps, `forker` sleeps beside a child it forked, `stubborn` hears no SIGTERM, and `broken` ends at once.
"""

import signal
import sys
from functools import partial
from pathlib import Path

from stack.child import spawn
from stack.state import State
from stack.supervisor import Part, Stopped, Supervisor

SCRIPTS = {
    "sleeper": "import signal; signal.pause()",
    "stubborn": "from signal import *; signal(SIGTERM, SIG_IGN); print('deaf', flush=True); pause()",
    "broken": "raise SystemExit('my last words')",
}


def command(name: str) -> list[str]:
    if name == "forker":
        return [sys.executable, "-m", "stack.leash", "tests.stack.forker"]
    return [sys.executable, "-c", SCRIPTS[name]]


def main(var: str, *names: str) -> None:
    state = State(Path(var))
    state.hold()
    supervisor = Supervisor(state, partial(print, flush=True))
    supervisor.listen()
    try:
        for tier, name in enumerate(names):
            start = partial(spawn, command(name), death=signal.SIGKILL, log=state.log(name))
            supervisor.add(Part(name, start, tier=tier, patience=0.5))
        print("started", flush=True)
        while True:
            supervisor.turn(60)
    except Stopped:
        print("asked to stop", flush=True)
    finally:
        supervisor.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
