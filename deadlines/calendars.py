"""Opening hours as they are now: the profile's, with what is in the database in their place."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from directory.models import OfficeHours
from directory.profile import current
from directory.profile.calendars import WEEK, Calendar, Hours


def calendars_now() -> Mapping[str, Calendar]:
    """Every calendar of the profile; one whose hours were loaded, and perhaps edited, has those hours."""
    rows = defaultdict(list)
    for row in OfficeHours.objects.all():
        rows[row.calendar].append(
            Hours(days=(WEEK[row.weekday],), opens=row.opens, closes=row.closes, from_=row.starts_on, until=row.ends_on)
        )
    return {
        slug: replace(calendar, hours=tuple(rows[slug])) if slug in rows else calendar
        for slug, calendar in current().calendars.items()
    }
