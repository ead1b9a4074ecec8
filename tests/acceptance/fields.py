"""What a page shows under a field's slug."""

from tests.acceptance.front import Page
from tests.acceptance.language import listed
from tests.acceptance.moments import same

TYPED = "input:not([type=radio]):not([type=checkbox]):not([type=hidden]), textarea"
CHOSEN = "option[selected], input[checked]"


def shown_values(page: Page, field: str) -> list[str]:
    """Everything shown under the slug: the slug or time behind the words, and the words; or what its control holds."""
    shown = []
    for element in page.main.select(f'[data-field="{field}"]'):
        if element.select_one("input, select, textarea"):
            shown += [control.get("value") or control.get_text(strip=True) for control in element.select(TYPED)]
            shown += [control.get("value", "on") for control in element.select(CHOSEN)]
        else:
            shown += [element.get("data-value") or "", element.get_text(" ", strip=True)]
    return shown


def shows(page: Page, field: str, expected: str) -> bool:
    """Whether one of the values is the expected one, or all of an expected list are shown."""
    shown = shown_values(page, field)
    several = set(listed(expected))
    return any(same(each, expected) for each in shown) or (len(several) > 1 and several <= set(shown))
