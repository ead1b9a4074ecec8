"""What the environment gives the settings: every mail address that the example names is taken, any other is refused."""

import re
import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from stack.paths import CHECKOUT

EXAMPLE = (CHECKOUT / "deploy" / "env.example").read_text()
NAMED = re.findall(r"\b[a-z]+:/?/?\S*@host\S*", EXAMPLE)


def settings(monkeypatch, **environment: str) -> dict:
    """The settings as production reads them."""
    given = {"SECRET_KEY": "invented", "DEBUG": "0"} | environment
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(CHECKOUT / "frontdoor" / "settings.py"))


def test_the_example_names_both_ways_to_send():
    assert len(NAMED) == 2


@pytest.mark.parametrize("address", NAMED)
def test_an_address_of_the_example_is_sent_to_under_tls(monkeypatch, address):
    found = settings(monkeypatch, EMAIL_URL=address)
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("host", "user", "password")
    port = {587: (True, False), 465: (False, True)}
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == port[found["EMAIL_PORT"]]


@pytest.mark.parametrize("address", ["smtp+tls://user:password@host:587", "mail.example", "https://host"])
def test_an_address_of_no_known_kind_is_refused_in_one_sentence_that_does_not_repeat_it(monkeypatch, address):
    with pytest.raises(ImproperlyConfigured, match="^EMAIL_URL must begin with [^\n]*\\.$") as refusal:
        settings(monkeypatch, EMAIL_URL=address)
    assert address not in str(refusal.value)
