"""Too many wrong passwords: how long a user name stays locked, and what ends it earlier.

The counting is django-allauth's (`ACCOUNT_RATE_LIMITS["login_failed"]`) on the cache, which is a table in
PostgreSQL: every web process counts together and Redis is never asked. A name is counted as it was typed,
whether somebody has it or not, so that being locked tells nothing about who works here.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from math import ceil

from allauth.core.internal import ratelimit
from django.core.cache import cache

APP, ACTION = "allauth.account", "login_failed"


def counted_as(username: str) -> str:
    """The name under which tries are counted: all ways of typing it that find the same user are one."""
    return username.strip().lower()


def locked_until(request, username: str) -> datetime | None:
    """The full minute from which this name is let through again from this address; nothing when it is now."""
    ends = [
        history[-1] + rate.duration
        for rate, key in _counters(request, username)
        if len(history := cache.get(key, [])) >= rate.amount
    ]
    return datetime.fromtimestamp(ceil(max(ends) / 60) * 60, UTC) if ends else None


def forget(username: str) -> None:
    """Begin to count this name afresh: its user signed in, or was given a new password.

    What was counted against an address stays, so that nobody clears it by signing in as themselves.
    """
    for rate, key in _counters(None, username):
        if rate.per == "key":
            cache.delete(key)


def _counters(request, username: str) -> Iterator[tuple[ratelimit.Rate, str]]:
    for rate in ratelimit.get_rates(app=APP, action=ACTION):
        if request is not None or rate.per == "key":
            key = ratelimit.get_cache_key(request, app=APP, action=ACTION, rate=rate, key=counted_as(username))
            yield rate, key
