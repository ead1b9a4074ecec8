"""Searching for people, and what a person's front page shows."""

from tests.acceptance.everywhere import searches
from tests.acceptance.language import line
from tests.acceptance.world import person_page


def front_page(world, name):
    """A person's page, as somebody sees it who may."""
    person = world.person(name)
    for who in world.users:
        page = world.browser(who).get(person_page(person))
        if page.found:
            return page
    raise AssertionError(f'nobody here can open the front page of "{name}"')


@line('searching for "{text}" as "{who}" finds "{name}" first')
def finds_first(world, text, who, name):
    page = searches(world, who, text)
    assert page is not None, f"{who} is offered no search"
    found = [hit["data-person"] for hit in page.main.select("[data-person]")]
    names = {person.reference: person.full_name for person in world.everybody}
    wanted = world.person(name).reference
    assert found[:1] == [wanted], f'"{text}" finds {[names.get(each, each) for each in found]}'


@line('the front page of "{name}" shows the alert "{alert}"')
def shows_alert(world, name, alert):
    shown = [each["data-alert"] for each in front_page(world, name).main.select("[data-alert]")]
    assert alert in shown, f'the front page of "{name}" shows the alerts {shown}'


@line('the front page of "{name}" shows no alert')
def shows_no_alert(world, name):
    main = front_page(world, name).main
    shown = [each["data-alert"] for each in main.select("[data-alert]")]
    assert not shown, f'the front page of "{name}" shows the alerts {shown}'
    assert main.select_one("[data-alerts=none]"), f'the front page of "{name}" does not say that there are no alerts'


def chronology(world, name):
    """The entries of a person's chronology: kind and day."""
    return [
        (each["data-chronology"], each["data-on"][:10])
        for each in front_page(world, name).main.select("[data-chronology]")
    ]


@line('the chronology of "{name}" shows "{kind}" on "{day}"')
def chronology_shows(world, name, kind, day):
    shown = chronology(world, name)
    assert (kind, day) in shown, f'the chronology of "{name}" shows {shown}'


@line('the chronology of "{name}" does not show "{kind}"')
def chronology_does_not_show(world, name, kind):
    shown = chronology(world, name)
    assert kind not in {each for each, _ in shown}, f'the chronology of "{name}" shows {shown}'
