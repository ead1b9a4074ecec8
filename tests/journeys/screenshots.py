"""`python -m tests.journeys.screenshots`: the pictures of docs/screenshots/, from the demo, in a stack of their own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from stack.browser import environment, launch_options
from stack.child import leashed
from stack.environment import own_stack_environment
from stack.paths import CHECKOUT

PICTURES = CHECKOUT / "docs" / "screenshots"
LAPTOP = {"width": 1366, "height": 768}


@contextmanager
def demo_stack(var: Path) -> Iterator[str]:
    """The address of `make run` with an empty folder of its own, and so with a fresh demo."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "stack", "run"]
    told = {"stdout": subprocess.PIPE, "text": True, "cwd": CHECKOUT, "env": own_stack_environment(var, port)}
    stack = subprocess.Popen(command, preexec_fn=leashed(signal.SIGTERM), **told)
    try:
        if not any(says_ready(line) for line in stack.stdout):
            raise SystemExit("The stack did not become ready.")
        yield f"http://127.0.0.1:{port}"
    finally:
        stack.terminate()
        stack.wait()


def says_ready(line: str) -> bool:
    """Whether this is the stack's last line before it can be used; shows it, for a first start takes its time."""
    print(line, end="", flush=True)
    return line.startswith("READY")


def sign_in(page: Page, role: str) -> None:
    """One click on the first of the demo's users with that role."""
    page.goto("/sign-in/")
    page.locator(".demo__button").filter(has_text=role).first.click()
    expect(page.locator(".top__me")).to_be_visible()


def take(page: Page, name: str) -> None:
    """What stands on the screen, as docs/screenshots/`name`.png."""
    page.screenshot(path=PICTURES / f"{name}.png")


def take_all(page: Page) -> None:
    """The tray, one contact of it, a decision on it, and a contact being taken down."""
    sign_in(page, "Duty manager")
    page.goto("/tray/duty/")
    take(page, "duty-tray")
    page.locator("#tray-rows tr[data-process=contact] .row__link").first.click()
    expect(page.get_by_role("heading", name="What you can do now")).to_be_visible()
    take(page, "contact")
    page.locator("[data-action=decide_referral]").click()
    page.get_by_label("Rationale").fill("A section 47 enquiry must be considered today.")
    take(page, "decision")
    page.goto("/contacts/new/")
    page.locator("#child-0").get_by_label("Family name").fill("Moore")
    page.get_by_label("Concerns", exact=True).fill("The school rang at ten: she came without a coat and had not eaten.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    page.evaluate("scrollTo(0, 0)")
    take(page, "new-contact")


def photograph(address: str) -> None:
    """Take every picture of the front door at `address`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(base_url=address, viewport=LAPTOP, locale="en-GB", timezone_id="Europe/London")
        take_all(page)
        browser.close()


def main() -> None:
    """Take every picture anew."""
    os.environ |= environment()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="frontdoor-pictures-") as var:
        Path(var).chmod(0o711)  # root's database runs under another account, which must reach its folder here
        with demo_stack(Path(var)) as address:
            photograph(address)


if __name__ == "__main__":
    main()
