"""What is wrong with a page as it stands: for those who cannot see it, and on the screens it is used on."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.colleague import LAPTOP, TELEPHONE

EVERY_RULE = """async () => {
  const enabled = axe.getRules().filter((rule) => !rule.tags.includes("wcag2aaa"));
  const rules = Object.fromEntries(enabled.map((rule) => [rule.ruleId, { enabled: true }]));
  const { violations } = await axe.run(document, { rules, resultTypes: ["violations"] });
  return violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.html}`));
}"""
"""Also the rules that axe leaves off unless asked, the size of what is clicked for one; level AAA is not meant."""


def faults_of(page: Page) -> list[str]:
    """What axe finds on the laptop, and what is wider than a screen, the telephone's too."""
    page.evaluate(AXE_SCRIPT)
    faults = page.evaluate(EVERY_RULE)
    for size in (TELEPHONE, LAPTOP):
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > size["width"]:
            faults.append(f"{wide} px wide on a screen of {size['width']}")
    return faults
