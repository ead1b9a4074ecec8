"""The rules of the real profiles against answers that were worked out by hand from DOMAIN section 6."""

import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deadlines.rules import due_at, explain
from directory.profile import load_profile

ROOT = Path(__file__).parents[2]
LONDON = ZoneInfo("Europe/London")
PROFILES = {name: load_profile(ROOT / f"profiles/{name}.toml") for name in ("slough", "kent", "dorset", "devon")}

# The rows of the table, copied by hand and in its order.
DOMAIN_6 = [
    "contact_decision",
    "walk_in_record",
    "early_help",
    "transfer_in_paperwork",
    "transfer_in_conference",
    "misper_strategy",
    "return_interview",
    "misper_follow_up",
    "lado_same_day",
    "remand_transfer",
    "cetr_same_day",
    "cetr_next_day",
    "consultation_callback",
    "discussion_confirmation",
    "private_fostering_visit",
    "team_acknowledgement",
    "adults_redirection",
    "advice",
    "letter",
    "back_files",
    "mailbox",
    "allocation",
    "referral_transfer",
    "task",
    "misper_review",
]

with (ROOT / "tests/oracle/deadlines.csv").open(encoding="utf-8", newline="") as file:
    ORACLE = list(csv.DictReader(file))


def moment(text):
    """London's clock to the minute; BST or GMT behind it tells the two hours apart that an October night has."""
    day, clock, *zone = text.split()
    at = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=LONDON, fold=int(zone == ["GMT"]))
    assert at.utcoffset() == at.replace(fold=1 - at.fold).utcoffset() or zone, f"{text} comes twice: say BST or GMT"
    assert at.astimezone(UTC).astimezone(LONDON).replace(fold=0) == at.replace(fold=0), f"{text} never comes"
    return at


def asked(row):
    rule, calendars = PROFILES[row["authority"]].deadlines[row["deadline"]], PROFILES[row["authority"]].calendars
    own_due = moment(row["own_due"]) if row["own_due"] else None
    return (rule, moment(row["started_at"]), calendars), {"urgent": row["urgent"] == "yes", "own_due": own_due}


def named(row):
    return " ".join((row["deadline"], row["authority"], row["started_at"], row["urgent"] and "urgent")).strip()


@pytest.mark.parametrize("row", ORACLE, ids=named)
class TestEveryRow:
    def test_it_runs_out_when_it_was_worked_out_to(self, row):
        start, how = asked(row)
        assert due_at(*start, **how) == moment(row["due_at"]).astimezone(UTC), row["why"]

    def test_the_reason_ends_with_the_due_time_and_fits_its_column(self, row):
        start, how = asked(row)
        why = explain(*start, **how)
        assert why.endswith(f"{moment(row['due_at']):%H:%M}")
        assert len(why) <= 200


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_has_every_row_of_the_domain_and_no_other(name):
    assert set(PROFILES[name].deadlines) == set(DOMAIN_6)


def test_every_rule_has_three_known_answers():
    known = Counter(row["deadline"] for row in ORACLE)
    assert {slug: known[slug] for profile in PROFILES.values() for slug in profile.deadlines if known[slug] < 3} == {}


def test_every_urgent_variant_has_three_known_answers():
    known = Counter(row["deadline"] for row in ORACLE if row["urgent"] == "yes")
    variants = {
        slug
        for profile in PROFILES.values()
        for slug, rule in profile.deadlines.items()
        if any(timing.if_urgent for timing in rule.timings)
    }
    assert {slug: known[slug] for slug in variants if known[slug] < 3} == {}


SEASONS = {
    "Easter": ["2012-04-06", "2014-04-18", "2023-04-07", "2024-03-29", "2025-04-18"],
    "Christmas": ["2011-12-25", "2014-12-24", "2023-12-25", "2024-12-24"],
    "the clocks going forward": ["2014-03-30", "2015-03-29", "2023-03-26", "2024-03-31", "2025-03-30"],
    "the clocks going back": ["2014-10-26", "2015-10-25", "2023-10-29", "2024-10-27"],
}
LASTING = {"Easter": timedelta(days=4), "Christmas": timedelta(days=8)}


@pytest.mark.parametrize("season", SEASONS)
@pytest.mark.parametrize("slug", DOMAIN_6)
def test_every_rule_is_known_over(slug, season):
    """A row counts whose clock runs on one of the days."""
    seasons = [(moment(f"{day} 00:00"), LASTING.get(season, timedelta(days=1))) for day in SEASONS[season]]
    clocks = [(moment(row["started_at"]), moment(row["due_at"])) for row in ORACLE if row["deadline"] == slug]
    assert any(start < first + days and due > first for first, days in seasons for start, due in clocks)
