"""Whatever is typed into any form: never a 500, the message by the field, all else still there, markup as text."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.oracle.stage import undone
from tests.properties.places import action_places, every_form, other_places
from tests.properties.reading import by_field, kept
from tests.properties.typed import MARKUP, Typed, typed_into
from tests.walls.readers import Reader
from tests.walls.visits import Browsers
from workflow.process import processes

EXAMPLES = 15
EACH = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
ANSWERS = {200, 302, 409, 422, 429}
STEPS = [f"do/{transition.name}/" for process in processes() for transition in process.transitions]
FORMS = [
    "DraftForm", "ChildForm", "SearchForm", "NamedForm", "SignInForm", "NewUserForm", "DetailsForm", "PasswordForm",
    "GrantForm", "TeamForm", "CoverForm", "RotaForm", "HoursForm", "EntryForm", "QuestionForm", "ImportForm",
    "FactsForm", "NameForm", "AlertForm", "AddressForm", "ProtectedAddressForm", "RelativeForm", "SomebodyForm",
    "ResponsibilityForm", "LooksForm", "EndForm", "ReviewForm", "RestrictForm", "ReadersForm", "BreakGlassForm",
]  # fmt: skip


class Desk:
    """Every form's place, and one browser to fill them in with."""

    def __init__(self, stage):
        self.browsers = Browsers()
        self.actions, self.others = action_places(stage), other_places(stage)
        for place in [*self.actions, *self.others]:
            self.browsers.sign_in(Reader(place.address, place.user))

    def place(self, name):
        """The place of an action's form, or of another."""
        by_step = {place.address[place.address.index("do/") :]: place for place in self.actions}
        return by_step.get(name) or {place.form.__name__: place for place in self.others}[name]

    def fields(self, place):
        """The fields that the page of this place asks for now."""
        client = self.browsers.seat(Reader(place.address))
        return place.fields(client, place.address)

    def send(self, place, typed: dict[str, Typed]):
        """What is answered to all this."""
        data = {name: value.text for name, value in typed.items()}
        client = self.browsers.seat(Reader(place.address))
        with undone():
            return client.post(place.address, data)


@pytest.fixture(scope="module")
def desk(stage):
    """The desk at which everything is typed."""
    return Desk(stage)


def test_every_form_has_its_place(desk):
    places = {place.form for place in [*desk.actions, *desk.others]}
    assert {form for form in places if form.base_fields} == every_form()
    assert {place.form.__name__ for place in desk.others} == set(FORMS)


@pytest.mark.parametrize("name", [*STEPS, *FORMS])
def test_whatever_is_typed_is_answered_by_the_field_and_kept(desk, name):
    place = desk.place(name)
    fields = desk.fields(place)

    @EACH
    @given(st.data())
    def try_it(data):
        typed = {field: data.draw(typed_into(kind), field) for field, kind in fields.items()}
        assert_answered_well(place, typed, desk.send(place, typed))

    try_it()


@pytest.mark.parametrize("name", [*STEPS, *FORMS])
def test_markup_in_every_field_comes_back_as_text(desk, name):
    place = desk.place(name)
    typed = {field: Typed(MARKUP) for field in desk.fields(place)}
    answer = desk.send(place, typed)
    assert answer.status_code in ANSWERS
    assert_harmless(answer)


def assert_answered_well(place, typed, answer):
    """The answer to one form."""
    assert answer.status_code in ANSWERS
    assert_harmless(answer)
    refused = {field for field, value in typed.items() if value.bad}
    if answer.status_code in (302, 429) or not place.known_errors_by_field:
        assert not (refused and place.known_errors_by_field), f"taken, though these were wrong: {refused}"
        return
    page = BeautifulSoup(answer.content, "html.parser")
    if answer.status_code == 409 and not page.select("form [name]"):
        return  # it is for the LADO: nothing of it is kept here, and the page says so
    assert refused <= by_field(page)
    by_hand = {field: value.text for field, value in typed.items() if value.by_hand}
    assert {field: text for field, text in by_hand.items() if not kept(page, field, text)} == {}


def assert_harmless(answer):
    """No markup that was typed has become markup."""
    assert MARKUP.encode() not in answer.content
    assert not BeautifulSoup(answer.content, "html.parser").select("#qz")
