"""Times as the scenarios write them: Europe/London, to the minute."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WRITTEN = "%Y-%m-%d %H:%M"


def moment(text: str) -> datetime:
    """`2014-07-07 09:00` in London, as UTC; a minute that comes twice is the first of the two."""
    return datetime.strptime(text, WRITTEN).replace(tzinfo=LONDON).astimezone(UTC)


def day(text: str) -> date:
    """`2014-07-07`."""
    return date.fromisoformat(text)


def written(machine_time: str) -> str:
    """What a page's `data-` attribute says (ISO with its offset), as the scenarios write it."""
    return datetime.fromisoformat(machine_time).astimezone(LONDON).strftime(WRITTEN)


def same(shown: str, expected: str) -> bool:
    """Whether a shown value is the expected one, a time or a day in any of the forms that pages use."""
    return shown == expected or expected in _readings(shown)


def _readings(shown):
    try:
        read = datetime.fromisoformat(shown)
    except ValueError:
        return ()
    if read.tzinfo is None:
        return (shown[:10],) if len(shown) == 10 else (read.strftime(WRITTEN),)
    return (written(shown),)
