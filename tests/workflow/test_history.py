"""The history of every record is one page: who did, who looked, and the way back to the story."""

import pytest

from tests.acceptance.front import Page
from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at, do

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(cast):
    """A record of every process, by the process's slug."""
    helped, referred = contact_at("awaiting_decision", cast), contact_at("awaiting_decision", cast)
    helped = do(helped, "decide_early_help", cast.dana, rationale="They would like it")
    referred = do(referred, "decide_referral", cast.dana, rationale="Harm")
    return {
        "contact": contact_at("awaiting_decision", cast),
        "early_help": helped.children.get().person.early_help.get(),
        "referral": referred.children.get().person.referrals.get(),
    }


def tabs(page) -> dict[str, str]:
    """Where each view of a record leads; the present one stands in brackets."""
    shown = {tab.get_text(strip=True): tab for tab in page.all(".moj-sub-navigation a")}
    return {f"[{label}]" if tab.get("aria-current") else label: tab["href"] for label, tab in shown.items()}


@pytest.mark.parametrize("process", ["contact", "early_help", "referral"])
def test_story_and_history_lead_to_one_another(cast, records, process):
    client, story = signed_in(cast.dana), records[process].get_absolute_url()
    assert tabs(Page(client.get(story), story)) == {"[Story]": story, "History": f"{story}history/"}
    assert tabs(Page(client.get(f"{story}history/"), story)) == {"Story": story, "[History]": f"{story}history/"}


@pytest.mark.parametrize("process", ["contact", "early_help", "referral"])
@pytest.mark.parametrize(("show", "verb"), [("", "record"), ("?show=did", "record"), ("?show=looked", "looked")])
def test_it_says_who_did_or_who_looked_by_one_template(cast, records, process, show, verb):
    address = f"{records[process].get_absolute_url()}history/{show}"
    answer = signed_in(cast.dana).get(address)
    assert Page(answer, address).all(f'[data-verb="{verb}"]')
    assert "workflow/history.html" in [template.name for template in answer.templates]
