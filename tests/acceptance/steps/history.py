"""Who did what to an item, and when, as its history shows it."""

from tests.acceptance.language import line
from tests.acceptance.moments import written


@line('the history of "{label}" shows "{verb}" by "{who}" at "{when}"')
def history_shows(world, label, verb, who, when):
    item, user = world.item(label), world.user(who)
    seen = []
    for name, _ in world.views(label):
        page = world.browser(name).get(f"{item.address}history/")
        if not page.found:
            continue
        seen = [(each["data-verb"], each["data-by"], written(each["data-at"])) for each in page.all("[data-verb]")]
        if (verb, user.username, when) in seen:
            return
    raise AssertionError(f'the history of "{label}" shows no "{verb}" by {user.username} at {when}: {seen}')
