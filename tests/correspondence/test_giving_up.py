"""A mail is given up only when it was refused for good; one bad message, or a limit, costs that message alone."""

from datetime import UTC, datetime, timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.mail import BadHeaderError
from django.core.mail.backends.locmem import EmailBackend

from correspondence import outbox
from correspondence.models import Outbox
from correspondence.outbox import LONGEST_RUN, enqueue, named, relay
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db
NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
BAD = "bad@council.example"
AWAY = (
    ConnectionRefusedError(),
    TimeoutError(),
    SMTPServerDisconnected("gone"),
    SMTPConnectError(421, b"busy"),
    SMTPAuthenticationError(535, b"the password was changed"),
    SMTPSenderRefused(421, b"closing", "front-door@council.example"),
    SMTPSenderRefused(530, b"5.7.1 Authentication required", "front-door@council.example"),
    SMTPSenderRefused(553, b"not you", "front-door@council.example"),
    SMTPSenderRefused(451, b"later", "front-door@council.example"),
    SMTPRecipientsRefused({BAD: (554, b"5.7.1 Relay access denied")}),
    SMTPRecipientsRefused({BAD: (530, b"Must authenticate first")}),
)
LATER = (
    SMTPRecipientsRefused({BAD: (450, b"mailbox busy")}),
    SMTPRecipientsRefused({BAD: (550, b"no such user"), "other@council.example": (452, b"full")}),
    SMTPDataError(452, b"full"),
)
NEVER = (
    SMTPRecipientsRefused({BAD: (550, b"no such user")}),
    SMTPDataError(554, b"5.7.1 refused as spam"),
    UnicodeEncodeError("ascii", "é", 0, 1, "no"),
    BadHeaderError("a line break"),
    LookupError("whatever else"),
)


@pytest.fixture
def server(monkeypatch):
    """A mail server that raises `server.error` for the address `BAD`, and takes everything else."""
    return Server(monkeypatch)


class Server:
    """What it took, by address."""

    def __init__(self, monkeypatch):
        self.error, self.taken = None, []
        monkeypatch.setattr(EmailBackend, "send_messages", self.take)

    def take(self, messages):
        for message in messages:
            if message.to == [BAD] and self.error:
                raise self.error
            self.taken += message.to
        return len(messages)


@pytest.fixture
def queue(db):
    """`queue(address, …)`: one e-mail to each, in this order."""
    about = user("About")

    def put(*addresses):
        for number, to in enumerate(addresses):
            enqueue(f"mail {number} {to}", to, "Subject", "Words", about, NOW)

    return put


def mail_to(address) -> Outbox:
    return Outbox.objects.get(to=address)


@pytest.mark.parametrize("error", AWAY + LATER, ids=repr)
def test_what_may_pass_is_tried_again_without_end_and_never_later_than_in_an_hour(queue, server, error):
    queue(BAD)
    server.error, now, delays = error, NOW, []
    for _ in range(40):
        relay(now)
        mail = mail_to(BAD)
        assert (mail.failed_at, mail.sent_at) == (None, None)
        delays.append((mail.next_at - now).total_seconds())
        now = mail.next_at
    assert delays[:8] == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert set(delays[8:]) == {3600}
    server.error = None
    assert relay(now) == 1


@pytest.mark.parametrize("error", NEVER, ids=lambda error: type(error).__name__)
def test_what_is_refused_for_good_is_kept_and_says_why_and_nothing_more(queue, server, error, caplog):
    queue(BAD)
    server.error = error
    assert relay(NOW) == 0
    mail = mail_to(BAD)
    assert (mail.failed_at, mail.next_at, mail.error) == (NOW, None, named(error))
    assert [record.getMessage() for record in caplog.records if record.name == "correspondence.outbox"] == [
        f"outbox: attempt 1 of row {mail.pk} failed: {named(error)}"
    ]


@pytest.mark.parametrize("error", NEVER + LATER, ids=repr)
def test_one_bad_message_holds_up_no_other(queue, server, error):
    queue(BAD, "good@council.example")
    server.error = error
    assert relay(NOW) == 1
    assert server.taken == ["good@council.example"]


@pytest.mark.parametrize("error", AWAY, ids=repr)
def test_a_server_that_is_away_is_left_alone_until_the_next_run(queue, server, error):
    queue(BAD, "good@council.example")
    server.error = error
    assert relay(NOW) == 0
    waiting = mail_to("good@council.example")
    assert (waiting.attempts, waiting.next_at) == (0, NOW)


def test_a_limit_costs_the_one_message_that_it_met(queue, server):
    queue("first@council.example", BAD, "good@council.example")
    server.error = SoftTimeLimitExceeded()
    with pytest.raises(SoftTimeLimitExceeded):
        relay(NOW)
    assert mail_to(BAD).failed_at is None
    server.error = None
    assert relay(NOW) == 1
    assert relay(NOW + outbox.CLAIM) == 1
    assert server.taken == ["first@council.example", "good@council.example", BAD]


def test_a_run_begins_no_message_after_its_time(queue, server, monkeypatch):
    queue(*(f"{number}@council.example" for number in range(5)))
    ticks = iter([0.0, LONGEST_RUN / 2, LONGEST_RUN - 1, LONGEST_RUN])
    monkeypatch.setattr(outbox, "monotonic", lambda: next(ticks))
    assert relay(NOW) == 2


def test_the_heart_beats_after_each_message(queue, server):
    beats = []
    queue("first@council.example", BAD, "good@council.example")
    server.error = ValueError()
    relay(NOW, after_each=lambda: beats.append(len(server.taken)))
    assert beats == [1, 1, 2]


def test_an_outage_of_hours_loses_nothing(queue, server):
    queue(*(f"{number}@council.example" for number in range(3)), BAD)
    server.error, now = ConnectionRefusedError(), NOW
    Outbox.objects.exclude(to=BAD).update(to=BAD, collapse=True)
    while now < NOW + timedelta(hours=9):
        relay(now)
        now += timedelta(seconds=5)
    server.error = None
    assert relay(now + timedelta(hours=1)) == 4
    assert server.taken == [BAD, BAD]


def test_what_is_kept_of_a_refusal_is_its_kind_and_code(queue, server):
    queue(BAD)
    server.error = SMTPRecipientsRefused({BAD: (550, b"5.1.1 <bad@council.example> is unknown here")})
    relay(NOW)
    assert mail_to(BAD).error == "SMTPRecipientsRefused 550"
