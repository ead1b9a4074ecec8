"""Which tests of a run in several processes stay together in one."""

from xdist.scheduler import LoadScopeScheduling

GROUPS = {
    "tests/resilience/": "house",
    "tests/journeys/": "browser",
    "tests/walls/test_added.py": "added",
    "tests/walls/test_headers.py": "tour",
    "tests/walls/test_seen.py": "tour",
    "tests/walls/test_traces.py": "tour",
}
BY_CLASS = "tests/walls/test_hidden.py::"
"""Each class asks for everything twice, as all who may not know of it: once is dear enough."""


class ByFolder(LoadScopeScheduling):
    """What needs a house, a browser or a look at every page goes to one process, every other test to whichever is free.

    xdist does not heed its own marks (`xdist_group`) under pytest 9.2: github.com/pytest-dev/pytest-xdist/issues/1386.
    This takes their place until it does.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith(BY_CLASS):
            return nodeid.rpartition("::")[0]
        return next((group for folder, group in GROUPS.items() if nodeid.startswith(folder)), nodeid)
