"""A process with a forked child that knows nothing of its parent: as gunicorn's and Celery's pools are."""

import os
import signal

if __name__ == "__main__":
    child = os.fork()
    if child:
        print(child, flush=True)
    signal.pause()
