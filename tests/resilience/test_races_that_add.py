"""What only adds is merged, what was sent twice is done once, and one form makes one contact."""

from uuid import uuid4

import pytest

from tests.acceptance.front import Page
from tests.resilience.calls import opened, record, recorded, told
from tests.resilience.crew import MANAGERS, RECORDERS
from tests.resilience.desk import hidden
from tests.resilience.reading import notices_of, rows_of, shown
from tests.resilience.scale import volume
from tests.resilience.together import together

TIMES = volume(full=40, twentieth=2)


@pytest.fixture
def cleo(desks):
    return desks[RECORDERS[0]]


@pytest.fixture
def cass(desks):
    return desks[RECORDERS[1]]


def statuses(answers) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def reference_of(answer) -> str:
    return answer["Location"].rstrip("/").removesuffix("/edit").rpartition("/")[2]


def says(desk, address, text) -> bool:
    return text in desk.get(address).content.decode()


def test_eight_who_flag_it_urgent_at_once_are_all_heard(desks, cleo):
    reference = recorded(cleo, "urgent to eight")
    forms = [opened(desks[who], reference, "flag_urgent") for who in MANAGERS]
    assert statuses(together([form.send for form in forms])) == [302] * len(MANAGERS)
    contact = shown(cleo, reference)
    assert contact.priority == "urgent"
    assert sorted(who for verb, who in contact.done if verb == "flag_urgent") == sorted(MANAGERS)
    told = [(each.reference, each.name) for each in notices_of(desks[MANAGERS[0]])]
    assert told.count((reference, "flag_urgent")) == len(MANAGERS)


@pytest.mark.parametrize("step", ["decide_referral", "assign", "add_information", "flag_urgent"])
def test_a_form_sent_four_times_at_once_is_answered_done_and_done_once(desks, cleo, step):
    amir = desks[MANAGERS[0]]
    for number in range(TIMES):
        reference = recorded(cleo, f"four clicks {number}")
        form = opened(amir, reference, step)
        assert statuses(together([form.send] * 4)) == [302] * 4
        assert statuses([form.send()]) == [302]
        contact = shown(cleo, reference)
        assert [entry for entry in contact.done if entry[0] == step] == [(step, amir.username)]
        assert len(contact.made) == (step == "decide_referral")


def test_a_contact_is_assigned_or_decided_and_never_both(desks, cleo, say):
    won = []
    for number in range(TIMES):
        reference = recorded(cleo, f"assign or decide {number}")
        forms = [
            opened(desks[MANAGERS[0]], reference, "assign"),
            opened(desks[MANAGERS[1]], reference, "decide_referral"),
        ]
        answers = together([form.send for form in forms])
        assert statuses(answers) == [302, 409]
        winner = next(form for form, answer in zip(forms, answers, strict=True) if answer.done)
        contact = shown(cleo, reference)
        assert contact.done[2:] == ((winner.step, winner.desk.username),)
        assert contact.state == {"assign": "with_worker", "decide_referral": "closed"}[winner.step]
        won.append(winner.step)
    say(f"{TIMES} contacts: {won.count('assign')} assigned, {won.count('decide_referral')} decided, none both")


def test_what_is_sent_four_times_from_a_new_contact_page_is_one_contact(cleo, desks):
    for number in range(TIMES):
        key, said = str(uuid4()), told(f"sent four times {number} {uuid4().hex}")
        answers = together([cleo.sender(f"/contacts/new/{key}/submit/", said)] * 4)
        assert statuses(answers) == [302] * 4
        assert len({reference_of(answer) for answer in answers}) == 1
        tray = rows_of(desks[MANAGERS[0]], "duty")
        assert [row for row, text in tray.items() if said["concerns"] in text] == [reference_of(answers[0])]
        assert shown(cleo, reference_of(answers[0])).done == (("record", cleo.username), ("submit", cleo.username))


@pytest.mark.parametrize("button", ["submit/", ""], ids=["submit", "save"])
def test_typing_that_saves_itself_beside_a_button_never_overwrites_what_the_button_sent(cleo, say, button):
    """However late the page's own typing comes: what was sent by hand was typed after it."""
    late_ones = 0
    for number in range(TIMES * 3):
        edit = cleo.post(f"/contacts/new/{uuid4()}/", told(f"Begun {number}"))["Location"]
        fields = Page(cleo.get(edit), edit).form("#contact-form").data()
        early, late = fields | {"concerns": "Half a sen"}, fields | {"concerns": "Half a sentence, and the other"}
        autosave = cleo.sender(f"{edit}autosave/", early, **{"X-Requested-With": "fetch"})
        saved, sent = together([autosave, cleo.sender(f"{edit}{button}", late)])
        assert (saved.status_code, sent.status_code) in [(200, 302), (409, 302)]
        late_ones += saved.status_code == 409
        assert says(cleo, sent["Location"], late["concerns"])
        after = cleo.post(f"{edit}autosave/", early, **{"X-Requested-With": "fetch"})
        assert after.status_code == 409
        assert says(cleo, sent["Location"], late["concerns"])
    say(f"{TIMES * 3} drafts, typing beside the button: {late_ones} came too late and were refused, none overwrote")


def test_two_who_take_down_the_same_two_children_both_get_their_contact(cleo, cass):
    """A police officer and a school ring about one family; the children are named in either order."""
    family = uuid4().hex[:12]
    edit = cleo.post(f"/contacts/new/{uuid4()}/", told(family, children=2))["Location"]
    page = Page(cleo.get(edit), edit)
    known = [page.first(f'input[name="child-{number}-person"]')["value"] for number in (0, 1)]

    def about(order, number):
        said = told(f"About {family} again {number}", children=2)
        for row, child in enumerate(order):
            said |= {f"child-{row}-person": known[child], f"child-{row}-who": known[child]}
            said |= {f"child-{row}-school": f"School {number}{order}", f"child-{row}-school_not_known": ""}
        return said

    for number in range(TIMES * 3):
        answers = together(
            [
                cleo.sender(f"/contacts/new/{uuid4()}/submit/", about((0, 1), number)),
                cass.sender(f"/contacts/new/{uuid4()}/submit/", about((1, 0), number)),
            ]
        )
        assert statuses(answers) == [302, 302]


def test_a_second_click_on_submit_is_answered_done(cleo):
    key, said = str(uuid4()), told("Sent, and sent again")
    first, second = record(cleo, said, key), record(cleo, said, key)
    assert (first.done, second.done) == (True, True)
    assert first["Location"] == second["Location"]
    edit = cleo.post(f"/contacts/new/{uuid4()}/", told("Saved, sent, and sent again"))["Location"]
    page = cleo.get(edit)
    said = Page(page, edit).form("#contact-form").data()
    assert said["seen_version"] == [hidden(page.content, "seen_version")]
    answers = [cleo.post(f"{edit}submit/", said) for _ in range(2)]
    assert statuses(answers) == [302, 302]
