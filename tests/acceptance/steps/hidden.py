"""Who can open an item, and who cannot find it anywhere."""

from tests.acceptance.everywhere import answer_to_a_guess, counts, every_page, guessed_addresses, points_at, searches
from tests.acceptance.language import line


@line('"{who}" can open "{label}"')
def can_open(world, who, label):
    item = world.item(label)
    page = world.browser(who).get(item.address)
    assert page.found, f'{who} cannot open "{label}": {page.status}'
    assert page.main["data-reference"] == item.reference


@line('"{who}" cannot find "{label}" anywhere')
def cannot_find(world, who, label):
    browser, reference = world.browser(who), world.item(label).reference
    for address in guessed_addresses(world, label):
        status = answer_to_a_guess(browser, address)
        assert status == 404, f'{who} gets {status} for {address}, an address of "{label}"'
    for page in every_page(world, who):
        assert reference not in page.text, f'{who} finds "{label}" at {page.address}'
    for text in [reference, *world.people]:
        page = searches(world, who, text)
        assert page is None or not points_at(page, reference), f'{who} finds "{label}" by searching for "{text}"'
    for tray, figure, rows in counts(world, who):
        assert figure == rows, f"{who} is told that {figure} lie in {tray}, and is shown {rows}"
