"""Two managers have the same decision open: the first wins, and the second loses nothing but the race."""

import re

import pytest
from playwright.sync_api import expect

from contacts.models import Contact, NoFurtherActionRecord
from referrals.models import Referral
from tests.factories.contacts import contact_at
from tests.journeys.colleague import Colleague

DEVS_WORDS = "The school supports the family, and the mother agrees"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_managers_decide_on_one_contact(sits, office, scripts):
    contact = contact_at("awaiting_decision", office)
    dana, dev = sits("dana", scripts=scripts), sits("dev", scripts=scripts)
    writes(dana, contact, "decide_referral", "A burn that nobody can explain")
    writes(dev, contact, "decide_no_further_action", DEVS_WORDS)
    sends(dana)
    expect(dana.page.locator("main[data-state=closed]")).to_be_visible()
    dev.expects("409")
    sends(dev)
    is_told_who_was_first(dev)
    assert Contact.objects.get(pk=contact.pk).outcome == Contact.Outcome.REFERRAL
    assert (Referral.objects.count(), NoFurtherActionRecord.objects.count()) == (1, 0)


def writes(manager: Colleague, contact, step: str, rationale: str):
    manager.signs_in()
    manager.goes_to(f"{contact.get_absolute_url()}do/{step}/")
    manager.page.get_by_label("Rationale").fill(rationale)


def sends(manager: Colleague):
    manager.page.locator("form[data-step] button[type=submit]").click()


def is_told_who_was_first(dev: Colleague):
    refusal = dev.page.locator(".banner--error")
    expect(refusal).to_contain_text("Dana")
    expect(refusal).to_contain_text(re.compile("progress to referral", re.IGNORECASE))
    expect(refusal).to_contain_text(re.compile(r"today \d\d:\d\d"))
    expect(dev.page.get_by_label("Rationale")).to_have_value(DEVS_WORDS)
    expect(dev.page.locator("form[data-step] button[type=submit]")).to_have_count(0)
