"""What a manager does at a tray, from the keyboard."""

from playwright.sync_api import Locator, expect

from tests.journeys.colleague import Colleague


def panel_shows(manager: Colleague, name: str) -> None:
    """Somebody's record stands beside the tray, and has come in full."""
    expect(manager.page.locator("#preview .record-head__title")).to_contain_text(name)
    expect(manager.page.locator("#preview")).not_to_have_attribute("aria-busy", "true")


def panel_asks(manager: Colleague, action: str) -> None:
    """The form of an action stands beside the tray."""
    expect(manager.page.locator(f"#preview form[data-step={action}]")).to_be_visible()


def chooses(manager: Colleague, action: str) -> None:
    """From the row to one of its actions, and into that action's form."""
    manager.presses("d")
    manager.tabs_to(manager.page.locator(f"#preview [data-action={action}]"))
    manager.presses("Enter")
    panel_asks(manager, action)


def sends(manager: Colleague) -> None:
    """Presses the button of the form beside the tray."""
    manager.tabs_to(manager.page.locator("#preview form[data-step] button[type=submit]"))
    manager.presses("Enter")


def row_of(manager: Colleague, contact) -> Locator:
    """The link that a row is walked by."""
    return manager.page.locator(f"#row-{contact.reference} .row__link")
