"""Whatever JSON the internal API is sent: answered with a reason by the field, and never a 500."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.reading import POSSIBLE, any_row
from tests.oracle.stage import undone
from tests.properties.test_forms import EACH

ANSWERS = {200, 400, 409, 422}
STEPS = sorted({step: state for state, step in reversed(POSSIBLE)}.items())
TEXTS = ["", " ", "x", "\x00", "\ud800", "a\udfffb", "\U0001f469", "<b id=qz>", "9" * 5000, "x" * 20_001]
ANYTHING = st.recursive(
    st.sampled_from([None, True, False, 0, -1, 10**400, 1.5, 1e308, *TEXTS]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "", "\x00"]), inner, max_size=2),
    max_leaves=4,
)


def post(stage, step, state, body):
    """What somebody who may do the step is answered to this body."""
    contact, client = stage.contact(state, step), stage.client(stage.actor(any_row(state, step)))
    with undone():
        return client.post(f"/api/internal/contact/{contact.reference}/{step}/", body, content_type="application/json")


@pytest.mark.parametrize(("step", "state"), STEPS)
def test_whatever_stands_in_the_fields_is_answered(stage, step, state):
    names = sorted(any_row(state, step).required | any_row(state, step).optional | {"seen_version", "key"})

    @EACH
    @given(st.fixed_dictionaries(dict.fromkeys(names, ANYTHING)))
    def try_it(body):
        answer = post(stage, step, state, json.dumps(body))
        assert answer.status_code in ANSWERS
        assert answer["Content-Type"] == "application/json"
        if answer.status_code == 422:
            assert answer.json()["errors"].keys() <= {*names, "__all__"}

    try_it()


@pytest.mark.parametrize(
    "body", ["", "[]", "null", '"x"', "{", '{"note": NaN}', b'{"note": "\xff"}', "[" * 100_000, "1"]
)
def test_whatever_is_no_object_is_answered(stage, body):
    assert post(stage, "add_information", "awaiting_decision", body).status_code in {400, 422}


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""])
def test_whatever_is_no_json_is_answered(stage, kind):
    contact = stage.contacts["awaiting_decision"]
    with undone():
        answer = stage.client(stage.cast.dana).post(
            f"/api/internal/contact/{contact.reference}/add_information/", b"note=x", content_type=kind
        )
    assert answer.status_code == 415
