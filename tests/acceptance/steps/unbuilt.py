"""Lines of processes that are not built: each fails by its name."""

from tests.acceptance.language import line
from tests.acceptance.unbuilt import LINES, NotBuilt


def fails(pattern, process):
    """What a line of an unbuilt process does."""

    def act(step):
        raise NotBuilt(f"{step.name}: this belongs to the {process} process, which is not built yet")

    return line(pattern)(act)


for pattern, process in LINES.items():
    fails(pattern, process)
