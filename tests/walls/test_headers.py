"""What every answer carries, whoever asks and whatever is answered."""

import re

import pytest
from bs4 import BeautifulSoup

ANSWERED = 100


@pytest.fixture(scope="module")
def answers(tour):
    """Every answer to some who may and some who may not, by what was asked."""
    return tour.all_answers()


def pages(answers):
    return {ask: answer for ask, answer in answers.items() if answer.headers["Content-Type"].startswith("text/html")}


def test_no_answer_is_kept_by_a_browser_or_a_proxy(answers):
    assert len(answers) > ANSWERED
    assert {ask for ask, answer in answers.items() if answer.headers.get("Cache-Control") != "no-store"} == set()


def test_every_page_runs_what_we_serve_and_nothing_else(answers):
    assert len(pages(answers)) > ANSWERED
    for ask, answer in pages(answers).items():
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, ask
        assert "frame-ancestors 'none'" in policy, ask
        assert "unsafe" not in policy, ask


def test_every_page_may_stand_in_no_frame_and_says_nothing_to_where_it_leads(answers):
    for ask, answer in pages(answers).items():
        assert answer.headers.get("X-Frame-Options") == "DENY", ask
        assert answer.headers.get("Referrer-Policy") == "same-origin", ask
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", ask


def test_no_page_holds_a_script_or_a_style_of_its_own(answers):
    for ask, answer in pages(answers).items():
        page = BeautifulSoup(answer.content, "html.parser")
        assert not [tag for tag in page.select("script, style") if not tag.get("src") and not tag.get("nonce")], ask
        assert not [tag for tag in page.find_all(True) if any(re.match("on[a-z]+$", name) for name in tag.attrs)], ask


def test_nothing_is_broken_whoever_asks(answers):
    broken = {ask: answer.status for ask, answer in answers.items() if answer.status >= 500}
    assert {ask for ask in broken if "/health/ready" not in ask} == set()
