"""People who press their buttons at the same moment."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.resilience.desk import Answer

Send = Callable[[Callable[[], object]], Answer]


def together(sends: Sequence[Send]) -> list[Answer]:
    """Every answer, in the order of `sends`. Each holds back its last byte until all the others are on their way."""
    start = threading.Barrier(len(sends), timeout=60)
    with ThreadPoolExecutor(len(sends)) as pool:
        return [asked.result() for asked in [pool.submit(send, start.wait) for send in sends]]
