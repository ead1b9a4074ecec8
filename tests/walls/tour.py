"""Everything is asked for once, right and wrong, by some who may and some who may not; several tests look at it."""

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from unittest.mock import patch

from django.db import connection

from contacts.models import EssentialAnswer
from contacts.services.places import PLACES
from correspondence.models import Outbox
from correspondence.outbox import relay
from frontdoor.celery import app
from tests.factories.cast import make_user
from tests.oracle.reading import SEES_DUTY_WORK
from tests.oracle.stage import undone
from tests.walls.asks import Ask
from tests.walls.markers import MARKER
from tests.walls.readers import Reader, teams
from tests.walls.routes import routes
from tests.walls.visits import Browsers, each_ask, logged
from tests.walls.world import NOON, World

ADDRESS = re.compile(r"""\s(?:[\w-]*(?:href|src|action|url)|hx-[\w-]+|content)=(["'])(.*?)\1""", re.DOTALL)
"""Every attribute that holds an address, or that htmx makes one of; and where a `meta` leads."""
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PAGES_OF_RECORDS = {
    "contacts/<reference>/",
    "contacts/<reference>/history/",
    "contacts/<reference>/edit/",
    "early-help/<reference>/",
    "referrals/<reference>/",
    "no-further-action/<reference>/",
    "people/<reference>/",
}
PROTECTED = [f"people.ProtectedAddress.{name}" for name in ("lines", "postcode", "because")]
BODY = re.compile(r'"body": "([^"]*)"')
READ = {
    "string": lambda broker, key: [broker.get(key)],
    "list": lambda broker, key: broker.lrange(key, 0, -1),
    "set": lambda broker, key: list(broker.smembers(key)),
    "hash": lambda broker, key: [part for pair in broker.hgetall(key).items() for part in pair],
    "zset": lambda broker, key: broker.zrange(key, 0, -1),
}
"""How to read what Redis holds, by its type; of any other type it holds nothing."""


@dataclass(frozen=True)
class Answer:
    """What came back; the response itself would keep all that its templates were given."""

    status: int
    headers: Mapping[str, str]
    content: str
    led_to: tuple[str, ...]


@dataclass
class Tour:
    """What each was answered, and what was left behind by it.

    `given` are the markers by field, `references` the hidden records' by name; `by_role` are the markers that each
    role of the duty side found on the records' pages; `of_team` how each of the team that has the child's case was
    answered who opened each record. `places` are those among the markers that say where the child lives, who has a
    protected address.
    """

    answers: dict[str, list[tuple[Ask, Answer]]] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    by_role: dict[str, set[str]] = field(default_factory=dict)
    of_team: dict[str, dict[str, int]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    messages: list[object] = field(default_factory=list)
    cached: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    in_redis: list[str] = field(default_factory=list)

    def all_answers(self) -> dict[str, Answer]:
        """Every answer, by who asked and for what."""
        return {f"{reader}: {ask}": answer for reader, given in self.answers.items() for ask, answer in given}


def made() -> Tour:
    """Everything is asked for; then the mail goes out, and beat sends what it sends."""
    tour, world, browsers = Tour(), World(), Browsers()
    world.add_child()
    world.add_records()
    tour.given, tour.references = world.markers.given, world.named.references
    tour.places = _places(tour.given)
    cast = world.cast

    def sent(task, args=None, kwargs=None, **options):
        tour.messages.append((task.name, args, kwargs))

    with logged() as tour.lines, patch("celery.app.task.Task.apply_async", sent):
        readers = [Reader(user.username, user) for user in (cast.pat, cast.cleo, cast.nosy, world.house)]
        for reader in [*readers, Reader("nobody")]:
            tour.answers[reader.name] = []
            for ask, answer in _asked(browsers, reader, world, routes()):
                tour.answers[reader.name].append((ask, answer))
                tour.cached += _cached()
                tour.addresses |= _addresses(answer)
        relay(NOON)
    tour.subjects = list(Outbox.behind_walls.values_list("subject", flat=True))
    tour.in_redis = _in_redis()
    for role in sorted(SEES_DUTY_WORK):
        reader = Reader(role, make_user(f"Seeing {role}", role))
        tour.by_role[role] = set(MARKER.findall(text_of(_asked(browsers, reader, world, PAGES_OF_RECORDS))))
    for reader in teams(NOON):
        tour.of_team[reader.name] = _opened(browsers, reader, world)
    return tour


def _places(given):
    """What is told of where the child lives: her protected address itself, and what contacts said of it."""
    answers = EssentialAnswer.objects.filter(item__in=PLACES).values_list("text", "not_known_because")
    own = [word for label in PROTECTED for word in given[label]]
    return {*own, *(word for answer in answers for word in answer if MARKER.fullmatch(word))}


def _opened(browsers, reader, world):
    browsers.sign_in(reader)
    asks = {name: Ask(f"/contacts/{reference}/") for name, reference in world.named.contacts_by_name().items()}
    return {name: browsers.ask(reader, ask).status_code for name, ask in asks.items()}


def text_of(answers) -> str:
    """What the answers show to who only asks and searches."""
    looked = [answer for ask, answer in answers if ask.post is None or ask.path == "/people/search/"]
    return "\n".join(answer.content for answer in looked)


def _asked(browsers, reader, world, where) -> Iterator[tuple[Ask, Answer]]:
    browsers.sign_in(reader)
    for ask, header in each_ask(world.named, where):
        with undone(), header:
            got = browsers.ask(reader, ask)
            led_to = tuple(address for address, _ in getattr(got, "redirect_chain", []))
            yield ask, Answer(got.status_code, got.headers, got.content.decode(), led_to)


def _addresses(answer):
    """Where the answer led, every address on its page, and its title."""
    written = {address for _, address in ADDRESS.findall(answer.content)}
    return {*answer.led_to, *map(unescape, written), *map(unescape, TITLE.findall(answer.content))}


def _cached():
    """Every key and value of the cache, which is a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key || ' ' || value FROM throttles")
        return [text for (text,) in cursor.fetchall()]


def _in_redis():
    """Every key and value in Redis once all that beat sends lies there; a message's body as it was before base64."""
    with app.connection_for_write() as connected:
        for entry in app.conf.beat_schedule.values():
            app.send_task(entry["task"], args=entry.get("args"), kwargs=entry.get("kwargs"), connection=connected)
        broker = connected.default_channel.client
        kept = {key: READ[broker.type(key).decode()](broker, key) for key in broker.scan_iter()}
        broker.delete(*kept)
    texts = [text.decode() for key, values in kept.items() for text in (key, *values)]
    return texts + [base64.b64decode(body).decode() for text in texts for body in BODY.findall(text)]
