"""Times as people here say them: stored in UTC, said in Europe/London."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(moment: datetime) -> date:
    """The calendar day in London of an aware `moment`."""
    return moment.astimezone(LONDON).date()


def midnight(day: date) -> datetime:
    """The moment at which a calendar day begins in London."""
    return datetime.combine(day, time.min, LONDON)


def spoken(moment: datetime) -> str:
    """An exact London time, as on paper: "Tue 8 Jul 2014 09:00"."""
    local = moment.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b %Y %H:%M}"


def said(moment: datetime, now: datetime) -> str:
    """A London time as somebody would say it at `now`: "today 14:05", "tomorrow 09:00", "Fri 11 Jul 09:00"."""
    local, days = moment.astimezone(LONDON), (london_day(moment) - london_day(now)).days
    words = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    if words is None:
        words = f"{local:%a} {local.day} {local:%b}" + (f" {local:%Y}" if abs(days) > 300 else "")
    return f"{words} {local:%H:%M}"


def said_between(first: datetime, last: datetime, now: datetime) -> str:
    """From when until when: "today 10:02–10:31", "yesterday 23:50–today 00:05", or "today 10:02" within a minute."""
    begin, end = said(first, now), said(last, now)
    if london_day(first) == london_day(last):
        end = f"{last.astimezone(LONDON):%H:%M}"
    return begin if begin == said(last, now) else f"{begin}–{end}"


def lasting(span: timedelta) -> str:
    """A length of time in its two largest units: "2 d 3 h", "3 h 20 min", "4 min"."""
    minutes = int(abs(span).total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min"
