"""Somebody at a browser of their own: they sign in through the page, look, type and click; what goes wrong is kept."""

import re
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.factories.cast import PASSWORD

LAPTOP = {"width": 1366, "height": 768}
TELEPHONE = {"width": 390, "height": 844}
MOST_TABS = 120
PATIENCE = 60_000
"""Milliseconds in which a busy machine does what it is asked."""
ANSWERED_LATE = f"""
const within = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => within(Math.max(milliseconds, {PATIENCE}));
"""
"""The pages take a server that is silent for some seconds for one that is gone; here it may be busy with other tests.
A network that is dead is found dead at once, as ever."""
POLICY_BROKEN = "violates the following Content Security Policy"


@dataclass
class Colleague:
    """One user, one browser, one page. `complaints` is what the browser said on its console beside what is expected."""

    username: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def is_signed_in_already(self, address: str) -> None:
        """Has the cookies of a session, without the sign-in page."""
        client = Client()
        client.force_login(get_user_model().objects.get(username=self.username))
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}
        self.context.add_cookies([session])

    def expects(self, *words: str) -> None:
        """What the console will rightly say from now on: a refusal's status, a dead network."""
        self.expected += words

    def forgets(self) -> None:
        """Whatever was on the console and was expected there is past."""
        self.complaints.clear()
        self.expected.clear()

    def unexpected(self) -> list[str]:
        """What went wrong in this browser and should not have."""
        return [line for line in self.complaints if not any(re.search(words, line) for words in self.expected)]

    def goes_to(self, address: str) -> None:
        """Opens an address, which must be answered."""
        answer = self.page.goto(address)
        assert answer and answer.status == 200, f"{address}: {answer and answer.status}"

    def signs_in(self, at: str = "/sign-in/") -> None:
        """Types name and password into the sign-in page."""
        self.goes_to(at)
        self.page.get_by_label("User name").fill(self.username)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.locator(".top__me")).to_contain_text(re.compile(self.username, re.IGNORECASE))

    def presses(self, *keys: str) -> None:
        """Presses keys, whatever has the focus."""
        for key in keys:
            self.page.keyboard.press(key)

    def tabs_to(self, target: Locator) -> None:
        """Goes to a control with the Tab key alone, as somebody does who has no mouse."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate("control => control === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key does not lead to {target}")


def sits_down(browser: Browser, address: str, username: str, *, scripts: bool = True, size: dict = LAPTOP) -> Colleague:
    """A browser of their own for somebody who is not signed in yet."""
    context = browser.new_context(
        base_url=address,
        viewport=size,
        locale="en-GB",
        timezone_id="Europe/London",
        java_script_enabled=scripts,
        service_workers="block",
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(ANSWERED_LATE)
    page = context.new_page()
    colleague = Colleague(username, context, page)
    listen(page, colleague.complaints)
    return colleague


def listen(page: Page, complaints: list[str]) -> None:
    """Keep errors on the console, uncaught ones, and whatever the content security policy stopped."""

    def on_console(message):
        if message.type == "error" or POLICY_BROKEN in message.text:
            complaints.append(f"{message.text} ({message.location.get('url', '')})")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
