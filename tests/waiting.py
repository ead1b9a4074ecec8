"""The one place where a test waits: for a condition, never for a while."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
STEP = 0.02


def wait_for(condition: Callable[[], Found], timeout: float = 10.0) -> Found:
    """What `condition` gives as soon as that is true; fails the test after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not so after {timeout} s: {condition}"
        time.sleep(STEP)
    return found
