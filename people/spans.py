"""From when until when something holds, in words."""

from directory.london import london_day
from people.ages import said_day
from people.models import Involvement


def span(dated) -> str:
    """ "from 3 Feb 2008 until 4 May 2012", or as much of it as is known."""
    start = f"from {said_day(dated.from_date)}" if dated.from_date else ""
    return " ".join(filter(None, [start, f"until {said_day(dated.to_date)}" if dated.to_date else ""]))


def case_dates(involvement: Involvement) -> str:
    """From when until when a team had a case, as which source says and as of when."""
    source = "" if involvement.source == Involvement.Source.OWN else involvement.get_source_display()
    as_of = f"as of {said_day(london_day(involvement.as_of))}"
    return ", ".join(filter(None, [span(involvement), source, as_of]))
