"""The children and adults who are on file when a scenario begins."""

from tests.acceptance.language import line
from tests.acceptance.moments import day
from tests.factories import people


def add(world, name, kind, born, household):
    made = people.person(name, kind, world.clock.now, born and day(born), household or "")
    world.people[name] = made
    world.everybody.append(made)
    world.open_to_teams.discard(name)


@line('the child "{name}"[ born "{born}"][ in household "{household}"]')
def a_child(world, name, born, household):
    add(world, name, "child", born, household)


@line('the adult "{name}"[ born "{born}"][ in household "{household}"]')
def an_adult(world, name, born, household):
    add(world, name, "adult", born, household)


@line('"{name}" is "{kind}" of "{other}"')
def a_relationship(world, name, kind, other):
    people.relationship(world.person(name), kind, world.person(other))


@line('"{name}" is also known as "{alias}"')
def an_alias(world, name, alias):
    people.alias(world.person(name), alias)


@line('"{name}" is open to team "{team}"[ with worker "{worker}"]')
def an_open_case(world, name, team, worker):
    if worker and worker not in world.users:
        world.make_user(worker, ["team_worker"], team)
    people.open_case(world.person(name), world.team(team), world.user(worker) if worker else None, world.clock.now)
    world.open_to_teams.add(name)


@line('the case of "{name}" with team "{team}" was closed on "{closed_on}"')
def a_closed_case(world, name, team, closed_on):
    people.closed_case(world.person(name), world.team(team), day(closed_on), world.clock.now)
    world.open_to_teams.discard(name)
