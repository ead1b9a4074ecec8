"""For whoever may not know of it, everything is the same whether the record exists or not (DOMAIN 2 and 4)."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from correspondence.models import Notice, Outbox
from directory.roles import Role
from people.models import Person, RestrictionReader
from people.search import RESTRICTED
from tests.factories.cast import make_user
from tests.walls import family, readers
from tests.walls.family import BORN_AS_WRITTEN
from tests.walls.markers import MARKER
from tests.walls.readers import Reader, declare
from tests.walls.visits import Browsers, differing, everything_told
from tests.walls.world import NOON, World

STRANGERS = [
    *(f"role {role}" for role in readers.STRANGERS),
    "nobody signed in",
    "no role",
    "a role that has ended",
    "a role that has yet to begin",
    "an account that was closed",
    "who recorded it for others",
]
TEAMS = [f"role {role}" for role in readers.TEAM_ROLES]
OTHER_TEAMS = [f"another team's {role}" for role in readers.TEAM_ROLES]
RELATIONS = [
    *(f"relation with role {role}" for role in readers.RELATED_ROLES),
    "relation of a merged duplicate",
    "relation who has it",
]


@dataclass
class Looked:
    """What each reader was told before and after, and by notice or mail."""

    world: World
    group: list[Reader]
    before: dict[str, dict[str, str]] = field(default_factory=dict)
    after: dict[str, dict[str, str]] = field(default_factory=dict)
    notified: set[str] = field(default_factory=set)
    browsers: Browsers = field(default_factory=Browsers)

    def sign_in(self):
        """Everybody signs in; then some accounts are closed, and all look for the first time."""
        for reader in self.group:
            self.browsers.sign_in(reader)
            if reader.closed:
                get_user_model().objects.filter(pk=reader.user.pk).update(is_active=False)
        self.before = self._ask_all()
        return self

    def look_again(self):
        """Now that it exists."""
        self.after = self._ask_all()
        for reader in self.group:
            if reader.user is not None and reader.user != self.world.holder:
                notices, mail = (
                    Notice.behind_walls.filter(user=reader.user),
                    Outbox.behind_walls.filter(to=reader.user.email),
                )
                self.notified |= {reader.name} if notices.exists() or mail.exists() else set()
        return self

    def _ask_all(self):
        return {reader.name: everything_told(self.browsers, reader, self.world.named) for reader in self.group}


@pytest.fixture(scope="module")
def strangers(standing_still):
    """Those for whom neither the child nor anything about her exists, whatever they do here."""
    with standing_still():
        world = World()
        group = [*readers.strangers(NOON), Reader("who recorded it for others", world.recorder)]
        looked = Looked(world, group).sign_in()
        world.add_child()
        world.add_records(for_others=True)
        return looked.look_again()


@pytest.fixture(scope="module")
def teams(standing_still):
    """Those who know of the child and not of what the duty side recorded and passed to nobody."""
    with standing_still():
        world = World()
        world.add_child()
        looked = Looked(world, readers.teams(NOON)).sign_in()
        world.add_records(with_teams=False)
        return looked.look_again()


@pytest.fixture(scope="module")
def other_teams(standing_still):
    """Those of another team than the one that has the child's case, and was passed news of it."""
    with standing_still():
        world = World()
        world.add_child()
        looked = Looked(world, readers.other_teams(NOON)).sign_in()
        world.add_records()
        return looked.look_again()


@pytest.fixture(scope="module")
def relations(standing_still):
    """Those whose own relation the child is; one has it, and said so when it was already with them."""
    with standing_still():
        world = World()
        group = readers.relations(NOON)
        late = Reader("relation who has it", world.holder, related=readers.of_the_child)
        looked = Looked(world, [*group, late]).sign_in()
        world.add_child()
        declare(group, world.child, world.duplicate, NOON)
        world.add_records()
        declare([late], world.child, world.duplicate, NOON)
        return looked.look_again()


def _named(world):
    """Who alone may open the child: all who take part in what is recorded about her."""
    cast = world.cast
    return [cast.pat, cast.cleo, cast.dana, cast.sam, cast.sue, world.holder, world.theo]


def _break_glass(person, user, until):
    RestrictionReader.objects.create(
        restriction=person.restrictions.get(), user=user, added_by=user, added_at=NOON, until=until, because="x"
    )


NOT_NAMED = [f"not named with role {role}" for role in readers.RESTRICTED_ROLES]


@pytest.fixture(scope="module")
def restricted(standing_still):
    """Those who are not among the readers of the child; one of them broke the glass, and the time is over."""
    with standing_still():
        world = World()
        looked = Looked(world, readers.not_named(NOON)).sign_in()
        world.add_child()
        cast = world.cast
        family.restrict(world.child, _named(world), cast.pat, NOON)
        [late] = [reader.user for reader in looked.group if reader.name.endswith(Role.DUTY_MANAGER)]
        _break_glass(world.child, late, until=NOON)
        world.add_records()
        return looked.look_again()


@dataclass
class Opened:
    """What somebody was told for whom the glass is broken, and who is restricted beside."""

    told: dict[str, str]
    shut: Person


@pytest.fixture(scope="module")
def opened(standing_still):
    """A duty manager who is not among the readers, and broke the glass of the child and of nobody else."""
    with standing_still():
        world, browsers = World(), Browsers()
        world.add_child()
        family.restrict(world.child, _named(world), world.cast.pat, NOON)
        user = make_user("Opener", Role.DUTY_MANAGER)
        _break_glass(world.child, user, until=NOON + timedelta(hours=4))
        world.add_records()
        reader = Reader("who broke the glass", user)
        browsers.sign_in(reader)
        shut = Person.objects.get(reference=world.named.closed)
        return Opened(everything_told(browsers, reader, world.named), shut)


SENTENCE = re.compile(rf'(<div class="banner[^>]*>\s*)?<p[^>]*>[^\n]*{re.escape(RESTRICTED)}[^\n]*</p>(?(1)\s*</div>)')
"""The sentence with all that stands round it: a banner over what was found, a note over what was typed."""


REFUSED_ONCE = "POST /people/<mother>/change/relative/"
"""Where somebody of a family is named the sentence is a refusal: the reader says that it is somebody new."""
NAMING = ("POST /people/search/", "POST /people/matches/", "POST /contacts/new/", REFUSED_ONCE)
"""The asks in which the reader says a name: what is looked for, a child of a contact, somebody of a family."""


def without_the_sentence(told):
    """What a reader was told, but for the one sentence that a search may say, and for empty lines."""
    texts = {ask: SENTENCE.sub("", text) for ask, text in told.items()}
    return {ask: "\n".join(line for line in text.splitlines() if line.strip()) for ask, text in texts.items()}


def not_one_word(told):
    """No word and no birth date of hers, but for the one that the reader asked for."""
    text = " ".join(told.values())
    return not MARKER.findall(text) and not [day for day in BORN_AS_WRITTEN if day in text and day != "17/3/2009"]


class TestStrangers:
    @pytest.mark.parametrize("reader", STRANGERS)
    def test_nothing_differs(self, strangers, reader):
        assert differing(strangers.before[reader], strangers.after[reader]) == {}

    @pytest.mark.parametrize("reader", STRANGERS)
    def test_not_one_word_of_it_stands_anywhere(self, strangers, reader):
        assert not_one_word(strangers.after[reader])

    def test_nobody_of_them_is_told_by_notice_or_mail(self, strangers):
        assert strangers.notified == set()

    def test_everybody_looked(self, strangers):
        assert set(strangers.after) == set(STRANGERS)


class TestReceivingTeam:
    @pytest.mark.parametrize("reader", TEAMS)
    def test_nothing_differs_but_that_they_know_the_child(self, teams, reader):
        assert differing(teams.before[reader], teams.after[reader]) == {}

    def test_nobody_of_them_is_told_by_notice_or_mail(self, teams):
        assert teams.notified == set()

    def test_everybody_looked(self, teams):
        assert set(teams.after) == set(TEAMS)


class TestAnotherTeam:
    @pytest.mark.parametrize("reader", OTHER_TEAMS)
    def test_nothing_differs_but_that_they_know_the_child(self, other_teams, reader):
        assert differing(other_teams.before[reader], other_teams.after[reader]) == {}

    def test_nobody_of_them_is_told_by_notice_or_mail(self, other_teams):
        assert other_teams.notified == set()

    def test_everybody_looked(self, other_teams):
        assert set(other_teams.after) == set(OTHER_TEAMS)


class TestRelations:
    @pytest.mark.parametrize("reader", RELATIONS)
    def test_nothing_differs(self, relations, reader):
        assert differing(relations.before[reader], relations.after[reader]) == {}

    @pytest.mark.parametrize("reader", RELATIONS)
    def test_not_one_word_of_it_stands_anywhere(self, relations, reader):
        assert not_one_word(relations.after[reader])

    def test_nobody_of_them_is_told_by_notice_or_mail(self, relations):
        assert relations.notified == set()

    def test_everybody_looked(self, relations):
        assert set(relations.after) == set(RELATIONS)


class TestRestricted:
    @pytest.mark.parametrize("reader", NOT_NAMED)
    def test_nothing_differs_but_that_a_search_says_that_there_may_be_one(self, restricted, reader):
        before, after = (without_the_sentence(told[reader]) for told in (restricted.before, restricted.after))
        assert {ask for ask in differing(before, after) if not ask.startswith(REFUSED_ONCE)} == set()

    @pytest.mark.parametrize("reader", NOT_NAMED)
    def test_not_one_word_of_it_stands_anywhere(self, restricted, reader):
        assert not_one_word(restricted.after[reader])

    @pytest.mark.parametrize("reader", NOT_NAMED)
    def test_a_search_and_a_name_that_is_typed_say_so_and_nothing_else_does(self, restricted, reader):
        said = {ask for ask, text in restricted.after[reader].items() if RESTRICTED in text}
        assert said
        assert not [ask for ask in said if not ask.startswith(NAMING)]
        assert not [ask for ask, text in restricted.before[reader].items() if RESTRICTED in text]

    def test_nobody_of_them_is_told_by_notice_or_mail(self, restricted):
        assert restricted.notified == set()

    def test_everybody_looked(self, restricted):
        assert set(restricted.after) == set(NOT_NAMED)


class TestBrokenGlass:
    def test_what_was_opened_is_there_with_all_that_is_recorded_about_it(self, opened):
        for ask in ("GET /people/<child>/", "GET /tray/duty/", "GET /contacts/<awaiting_decision>/"):
            assert "<word 0>" in opened.told[ask]

    def test_nobody_else_who_is_restricted_stands_anywhere(self, opened):
        words = (opened.shut.given_name, opened.shut.family_name)
        assert not [ask for ask, text in opened.told.items() if any(word in text for word in words)]
