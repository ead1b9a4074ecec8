"""`python -m stack.leash MODULE ARGUMENTS`: run a module whose forked children all die with it.

gunicorn's and Celery's pool processes would survive a kill -9 of their parent for a while, and hold its port and its
tasks. Here each is told by the kernel at once.
"""

import os
import runpy
import signal
import sys

from stack.child import die_with_parent

if __name__ == "__main__":
    os.register_at_fork(after_in_child=lambda: die_with_parent(signal.SIGKILL))
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
