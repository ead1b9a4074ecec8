"""Nothing is forgotten: every route, model and field has an example here, and no example is left over."""

from tests.walls.markers import NO_CONTENT, ON_NO_PAGE, REFERENCES, content_models, text_fields
from tests.walls.routes import EXAMPLES, routes


def test_every_route_has_an_example():
    assert set(EXAMPLES) == set(routes())


def test_every_model_that_holds_something_about_a_family_is_looked_at():
    labels = {model._meta.label for model in content_models()}
    assert {
        "contacts.Contact",
        "contacts.EarlyHelp",
        "referrals.Referral",
        "people.Person",
        "workflow.Decision",
    } <= labels


def test_no_field_is_excused_that_is_not_there():
    there = {f"{model._meta.label}.{each.name}" for model in content_models() for each in text_fields(model)}
    assert {*NO_CONTENT, *ON_NO_PAGE, *REFERENCES} <= there
    assert not {*NO_CONTENT} & {*ON_NO_PAGE}
