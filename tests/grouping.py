"""Which tests of a run in several processes stay together in one."""

from xdist.scheduler import LoadScopeScheduling

GROUPS = {"tests/resilience/": "house", "tests/journeys/": "browser"}


class ByFolder(LoadScopeScheduling):
    """What needs a house goes to one process, what needs a browser to one, and every other test to whichever is free.

    xdist does not heed its own marks (`xdist_group`) under pytest 9.2: github.com/pytest-dev/pytest-xdist/issues/1386.
    This takes their place until it does.
    """

    def _split_scope(self, nodeid):
        return next((group for folder, group in GROUPS.items() if nodeid.startswith(folder)), nodeid)
