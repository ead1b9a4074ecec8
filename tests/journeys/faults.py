"""How to get a form wrong: every box emptied, and where that is no fault, something that nobody can mean."""

from playwright.sync_api import Locator, Page, expect

FORM = "main form[method=post]"
ASKED = "input:not([type=hidden], [type=submit]), textarea, select"
BOXES = "input:not([type=hidden], [type=submit], [type=radio], [type=checkbox], [type=file]), textarea"
WRONG = {
    "audit": {"reference": "?", "day": "yesterday"},
    "looks": {"since": "yesterday"},
    "user-grant": {"starts": "soon"},
    "new-contact:edit": {"referrer_email": "robin at school", "received": "just now", "child-0-birth_date": "in May"},
    "draft:edit": {"referrer_email": "robin at school", "received": "just now", "child-0-birth_date": "in May"},
}
"""What is typed into which field, beside emptying the others; a draft is not emptied, for it requires nothing."""
NEVER_WRONG = {"user-team", "tray", "responsibility"}
"""Forms of choices alone, by route or label: all of them are right, and so is none."""


def form_of(page: Page) -> Locator:
    """The page's form that asks something, if there is one."""
    return page.locator(FORM).filter(has=page.locator(ASKED)).first


def get_wrong(page: Page, route: str, label: str = "") -> bool:
    """Send the page's form with faults in it. False when the page has none that can be wrong."""
    form = form_of(page)
    if {route, label} & NEVER_WRONG or not form.count() or not form.locator(BOXES).count():
        return False
    wrong = WRONG.get(route, {})
    if not route.endswith(":edit"):
        for box in form.locator(BOXES).all():
            box.fill("", force=True)
    for name, text in wrong.items():
        form.locator(f"[name={name}]").fill(text)
    with page.expect_response(lambda answer: is_sent_form(answer.request)):
        form.locator("button[type=submit]:visible").last.click()
    expect(page.locator(".govuk-error-message").first).to_be_visible()
    return True


def is_sent_form(request) -> bool:
    """Whether a page was asked for by sending a form."""
    return request.method == "POST" and request.resource_type == "document"
