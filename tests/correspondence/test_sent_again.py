"""What may have arrived goes again only as itself: under the same Message-ID, in the same words, and not too soon."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend

from correspondence.models import Outbox
from correspondence.notices import Telling, tell
from correspondence.outbox import CLAIM, relay
from tests.factories.contacts import contact_at

pytestmark = pytest.mark.django_db
NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)
SCHOOL, POLICE = "The school rang.", "The police rang."


class Killed(BaseException):
    """The relay's process ends."""


class Server:
    """A mail server that takes every message, and may have a `fault` before it can say so."""

    def __init__(self):
        self.fault, self.taken = None, []

    def take(self, messages):
        """Note the Message-ID, the address and the words of each."""
        sent = [message.message() for message in messages]
        self.taken += [(each["Message-ID"], each["To"], each.get_payload()) for each in sent]
        if self.fault:
            raise self.fault
        return len(sent)

    def words(self):
        """What it was given, in words."""
        return [words for _, _, words in self.taken]


@pytest.fixture
def server(monkeypatch):
    """The one to which the relay gives its messages."""
    server = Server()
    monkeypatch.setattr(EmailBackend, "send_messages", lambda backend, messages: server.take(messages))
    return server


@pytest.fixture
def tell_dana(cast):
    """Tell Dana one thing, in these words."""
    contact = contact_at("awaiting_decision", cast, NOW)
    return lambda words: tell([Telling(contact, "rang", words, words, people=(cast.dana.pk,))], NOW)


def test_what_was_sent_is_not_sent_again(tell_dana, server):
    tell_dana(SCHOOL)
    assert [relay(NOW), relay(NOW + A_DAY)] == [1, 0]
    assert [(to, words) for _, to, words in server.taken] == [("dana@council.example", SCHOOL)]
    assert Outbox.objects.get().sent_at == NOW


def test_several_to_one_colleague_go_as_one_message(tell_dana, server):
    tell_dana(SCHOOL)
    tell_dana(POLICE)
    relay(NOW)
    assert server.words() == [f"{SCHOOL}\n\n{POLICE}"]


def test_a_second_attempt_is_the_same_message_though_more_was_told_since(tell_dana, server):
    tell_dana(SCHOOL)
    server.fault = SMTPServerDisconnected
    assert relay(NOW) == 0
    tell_dana(POLICE)
    server.fault = None
    assert relay(NOW + A_DAY) == 2
    assert sorted(server.words()) == [POLICE, SCHOOL, SCHOOL]
    assert len({number for number, _, words in server.taken if words == SCHOOL}) == 1
    assert len({number for number, _, _ in server.taken}) == 2


def test_what_failed_apart_goes_again_apart(tell_dana, server):
    server.fault = SMTPServerDisconnected
    for words in (SCHOOL, POLICE):
        tell_dana(words)
        relay(NOW)
    server.fault = None
    assert relay(NOW + A_DAY) == 2
    assert server.words() == [SCHOOL, POLICE, SCHOOL, POLICE]
    assert server.taken[2:] == server.taken[:2]


def test_what_a_killed_relay_had_in_hand_is_sent_again_when_its_claim_has_run_out_and_not_before(tell_dana, server):
    tell_dana(SCHOOL)
    server.fault = Killed
    with pytest.raises(Killed):
        relay(NOW)
    server.fault = None
    assert [relay(NOW + CLAIM - timedelta(seconds=1)), relay(NOW + CLAIM)] == [0, 1]
    assert server.taken == server.taken[:1] * 2
