"""Lines of processes that are not built: each fails by its name."""

from tests.acceptance.language import line
from tests.acceptance.unbuilt import LINES, NotBuilt


def fails(pattern, process):
    """What a line of an unbuilt process does."""

    def act(world):
        raise NotBuilt(f"{world.line}: this belongs to {process}, which is not built yet")

    return line(pattern)(act)


for pattern, process in LINES.items():
    fails(pattern, process)
