"""The one place where a test waits: for a condition, never for a while."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
FIRST_STEP, LONGEST_STEP = 0.02, 0.25
"""Seconds between two looks: what comes at once is seen at once, and what takes long is not asked all the time."""


def wait_for(condition: Callable[[], Found], timeout: float = 10.0) -> Found:
    """What `condition` gives as soon as that is true; fails the test after `timeout` seconds."""
    deadline, step = time.monotonic() + timeout, FIRST_STEP
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not so after {timeout} s: {condition}"
        time.sleep(step)
        step = min(step * 1.5, LONGEST_STEP)
    return found
