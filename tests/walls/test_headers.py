"""What every answer carries, whoever asks and whatever is answered."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.oracle.stage import undone
from tests.walls.readers import Reader
from tests.walls.routes import asks, routes
from tests.walls.visits import Browsers
from tests.walls.world import World

ANSWERED = 100


@pytest.fixture(scope="module")
def answers(standing_still):
    """Every answer to Pat, to somebody without a role and to nobody, by what was asked."""
    with standing_still():
        world, browsers, found = World(), Browsers(), {}
        world.add_child()
        world.add_records()
        for reader in (Reader("pat", world.cast.pat), Reader("nosy", world.cast.nosy), Reader("nobody")):
            browsers.sign_in(reader)
            for ask in (ask for route in routes() for ask in asks(route, world.named)):
                with undone():
                    found[f"{reader.name}: {ask}"] = browsers.ask(reader, ask)
        return found


def pages(answers):
    return {ask: answer for ask, answer in answers.items() if answer["Content-Type"].startswith("text/html")}


def test_no_answer_is_kept_by_a_browser_or_a_proxy(answers):
    assert len(answers) > ANSWERED
    assert {ask for ask, answer in answers.items() if answer.get("Cache-Control") != "no-store"} == set()


def test_every_page_runs_what_we_serve_and_nothing_else(answers):
    assert len(pages(answers)) > ANSWERED
    for ask, answer in pages(answers).items():
        policy = answer.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, ask
        assert "frame-ancestors 'none'" in policy, ask
        assert "unsafe" not in policy, ask


def test_every_page_may_stand_in_no_frame_and_says_nothing_to_where_it_leads(answers):
    for ask, answer in pages(answers).items():
        assert answer.get("X-Frame-Options") == "DENY", ask
        assert answer.get("Referrer-Policy") == "same-origin", ask
        assert answer.get("X-Content-Type-Options") == "nosniff", ask


def test_no_page_holds_a_script_or_a_style_of_its_own(answers):
    for ask, answer in pages(answers).items():
        page = BeautifulSoup(answer.content, "html.parser")
        assert not [tag for tag in page.select("script, style") if not tag.get("src") and not tag.get("nonce")], ask
        assert not [tag for tag in page.find_all(True) if any(re.match("on[a-z]+$", name) for name in tag.attrs)], ask


def test_nothing_is_broken_whoever_asks(answers):
    broken = {ask: answer.status_code for ask, answer in answers.items() if answer.status_code >= 500}
    assert {ask for ask in broken if "/health/ready" not in ask} == set()
