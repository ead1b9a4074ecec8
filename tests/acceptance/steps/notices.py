"""What colleagues have been told, as their notices page shows it."""

from tests.acceptance.language import line
from tests.acceptance.reading import every_page_of

NOTICES = "/notices/"


def told(world, who, name, label):
    """How many notices of that name about the item a user has; the page may show several as one that says how many."""
    reference = world.item(label).reference
    pages = every_page_of(world.browser(who), NOTICES)
    assert all(page.found for page in pages), f"{who} is not shown {NOTICES}"
    return sum(
        int(each.get("data-times", 1))
        for page in pages
        for each in page.all("[data-notice]")
        if each["data-notice"] == name and each["data-about"] == reference
    )


@line('"{who}" has been told {count#} time[s] of "{name}" for "{label}"')
def has_been_told(world, who, count, name, label):
    found = told(world, who, name, label)
    assert found == int(count), f'{who} has been told {found} times of "{name}" for "{label}"'


@line('"{who}" has not been told of "{name}" for "{label}"')
def has_not_been_told(world, who, name, label):
    found = told(world, who, name, label)
    assert not found, f'{who} has been told {found} times of "{name}" for "{label}"'
