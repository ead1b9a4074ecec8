"""From when until when something holds, in words."""

from people.ages import said_day


def span(dated) -> str:
    """ "from 3 Feb 2008 until 4 May 2012", or as much of it as is known."""
    start = f"from {said_day(dated.from_date)}" if dated.from_date else ""
    return " ".join(filter(None, [start, f"until {said_day(dated.to_date)}" if dated.to_date else ""]))
