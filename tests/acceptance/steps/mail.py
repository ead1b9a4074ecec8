"""E-mails: what the relay of the beat schedule has sent."""

from django.core import mail

from tests.acceptance.beat import run_beat
from tests.acceptance.language import line


def sent():
    """Every e-mail so far, once what waits in the outbox has been sent."""
    run_beat()
    return mail.outbox


def words(message) -> str:
    """All that a reader finds in an e-mail, its subject and other versions included."""
    return "\n".join(
        [message.subject, message.body, *(str(version[0]) for version in getattr(message, "alternatives", ()))]
    )


def to(address):
    """The e-mails to that address."""
    return [message for message in sent() if address.casefold() in (each.casefold() for each in message.recipients())]


def contains(message, text):
    """Whether the text stands in the e-mail, case ignored."""
    return text.casefold() in words(message).casefold()


def expect(address, text):
    """An e-mail to `address` that holds `text`."""
    found = to(address)
    assert any(contains(message, text) for message in found), (
        f'no e-mail to {address} contains "{text}": {[words(message) for message in found]}'
    )


@line('an e-mail goes to "{address}" containing "{text}"')
def goes_to(world, address, text):
    expect(address, text)


@line('an e-mail goes to the user "{name}" containing "{text}"')
def goes_to_user(world, name, text):
    expect(world.user(name).email, text)


@line('an e-mail goes to "{address}" containing "{label}"\'s number')
def goes_with_number(world, address, label):
    number = world.opened(label).first("[data-field=number]")
    expect(address, number.get_text(strip=True) if number else world.item(label).reference)


@line('{count#} e-mail[s] go[es] to "{address}"')
def number_goes_to(world, count, address):
    found = to(address)
    assert len(found) == int(count), f"{len(found)} e-mails go to {address}"


@line('no e-mail goes to "{address}"')
def none_goes_to(world, address):
    found = to(address)
    assert not found, f"{len(found)} e-mails go to {address}"


@line('no e-mail contains "{text}"')
def none_contains(world, text):
    found = [words(message) for message in sent() if contains(message, text)]
    assert not found, f'"{text}" stands in: {found}'
