"""A form opened before somebody else acted: refused, naming who, what and when, or merged where it only adds."""

import pytest
from bs4 import BeautifulSoup

from audit.models import Event
from contacts.models import Contact
from tests.factories.contacts import do
from tests.oracle.fronts import FRONTS
from tests.oracle.reading import POSSIBLE, any_row, filled_in

each_front = pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.name)
ADDED = [case for case in POSSIBLE if case[0] != "closed"]


@each_front
@pytest.mark.parametrize(("state", "step"), ADDED)
def test_what_only_adds_is_taken_and_the_rest_is_refused(case, front, state, step):
    opened, row = case.contact(state, step), any_row(state, step)
    actor = case.actor(row)
    now = do(opened, "add_information", case.cast.emma, note="The health visitor rang")
    data = filled_in(row, opened, case.cast.sue.username)
    answer = front.post(case.client(actor), opened, step, data, opened.version)
    assert answer.done == (row.stale == "merge")
    if not answer.done:
        assert answer.status == 409
        assert Contact.objects.get(pk=opened.pk).version == now.version


@each_front
def test_the_loser_is_told_who_won_what_and_when(case, front):
    opened, dana, dev = case.contacts["awaiting_decision"], case.cast.dana, case.cast.dev
    do(opened, "decide_no_further_action", dev, rationale="Dev's own words")
    won = Event.about(opened).last()
    answer = front.post(case.client(dana), opened, "decide_referral", {"rationale": "It meets it"}, opened.version)
    assert answer.status == 409
    assert {"closed", "decide_no_further_action", "Dev", won.at.isoformat()} <= answer.slugs
    assert "Dev was first: No further action, today" in answer.text


@each_front
def test_what_only_added_since_is_not_named_as_who_was_first(case, front):
    opened, dana, dev = case.contacts["awaiting_decision"], case.cast.dana, case.cast.dev
    assigned = do(opened, "assign", dev, worker="sam", task="Ring")
    do(assigned, "flag_urgent", case.cast.cleo, reason="A bruise")
    answer = front.post(case.client(dana), opened, "decide_referral", {"rationale": "It meets it"}, opened.version)
    assert answer.status == 409
    assert "Dev was first: Assign to a worker" in answer.text


def test_nothing_typed_is_lost_by_coming_second(case):
    page, opened = FRONTS[0], case.contacts["awaiting_decision"]
    do(opened, "assign", case.cast.dev, worker="sam", task="Ring")
    typed = {"rationale": "Twenty minutes of typing <b>", "threshold": "met"}
    answer = page.post(case.client(case.cast.dana), opened, "decide_no_further_action", typed, opened.version)
    form = BeautifulSoup(answer.text, "html.parser").select_one('form[data-step="decide_no_further_action"]')
    assert form.select_one("textarea[name=rationale]").get_text().strip("\r\n") == typed["rationale"]
    assert form.select_one("input[name=threshold]:checked")["value"] == "met"


@each_front
@pytest.mark.parametrize("version", ["nonsense", -1, 99999999999999999999, "1e3", "½"])
def test_a_version_that_never_was_is_refused_like_a_stale_one(case, front, version):
    opened = case.contacts["awaiting_decision"]
    answer = front.post(case.client(case.cast.dana), opened, "decide_referral", {"rationale": "Yes"}, version)
    assert (answer.done, answer.status) == (False, 409)


@each_front
def test_without_a_version_the_row_is_judged_as_it_is(case, front):
    opened = case.contacts["awaiting_decision"]
    do(opened, "add_information", case.cast.emma, note="The health visitor rang")
    assert front.post(case.client(case.cast.dana), opened, "decide_referral", {"rationale": "Yes"}, None).done
