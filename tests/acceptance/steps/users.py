"""The authority, and the users who act."""

from tests.acceptance.language import line, listed
from tests.factories import directory, people


@line('the authority "{slug}"')
def the_authority(world, settings, slug):
    settings.AUTHORITY = slug
    directory.load_teams()


@line('the user "{name}" with role[s] "{roles}"[ in team "{team}"]')
def a_user(world, name, roles, team):
    world.make_user(name, listed(roles), team or "")


@line('the user "{name}" is a relation of "{person}"')
def a_relation(world, name, person):
    people.staff_relation(world.user(name), world.person(person), world.clock.now)
