"""What the four real profiles say, against what their sources say; copied by hand."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from directory.profile import load_profile

LONDON = ZoneInfo("Europe/London")
PROFILES = Path(__file__).parents[2] / "profiles"
SLOUGH, KENT, DORSET, DEVON = (
    load_profile(PROFILES / f"{name}.toml") for name in ("slough", "kent", "dorset", "devon")
)
ALL = (SLOUGH, KENT, DORSET, DEVON)


def destination(profile, line, at, **call):
    """Where the first route of a line goes that fits a call; whatever the call leaves out fits nothing but silence."""
    day, at = date.fromisoformat(at[:10]), datetime.fromisoformat(at).replace(tzinfo=LONDON)
    line = next(found for found in profile.lines if line in found.numbers and found.in_force(day))
    for route in line.routes:
        asked = {key: getattr(route, key) for key in ("caller", "purpose", "case_status", "risk")}
        fits = all(call.get(key) in wanted for key, wanted in asked.items() if wanted)
        within = route.within is None or profile.calendars[route.within].is_open(at)
        outside = route.outside is None or not profile.calendars[route.outside].is_open(at)
        if fits and within and outside:
            return route
    raise AssertionError("no route")


class TestSlough:
    def test_the_manuals_twelve_posts(self):
        assert sum(post.count for post in SLOUGH.posts) == 12
        assert {(post.roles, post.count) for post in SLOUGH.posts} == {
            (("practice_manager",), 1),
            (("duty_manager",), 1),
            (("early_help_manager",), 1),
            (("duty_social_worker",), 3),
            (("early_help_worker",), 2),
            (("cso",), 1),
            (("cso", "misper_cso"), 1),
            (("cso", "marac_researcher"), 1),
            (("bso",), 1),
        }

    def test_the_receiving_teams(self):
        assert [team.name for team in SLOUGH.teams.values()] == [
            "Assessment and CIN 1",
            "Assessment and CIN 2",
            "Protection and Care",
        ]
        assert SLOUGH.teams[SLOUGH.receiving.child_protection].name == "Protection and Care"

    @pytest.mark.parametrize(
        ("entry", "number"),
        [
            ("police_new_referrals", "01865 291046"),
            ("police_child_abuse_unit", "01753 835 500"),
            ("adults_safeguarding", "01753 47 7217"),
        ],
    )
    def test_the_numbers_that_the_manual_prints(self, entry, number):
        assert SLOUGH.directory[entry].numbers == (number,)


class TestKent:
    @pytest.mark.parametrize(
        ("line", "purpose", "case_status", "to"),
        [
            ("08458 247 102", "consultation", "new", "duty_social_worker"),
            ("08458 247 102", "consultation", "closed", "duty_social_worker"),
            ("08458 247 102", "referral", "new", "cso"),
            ("08458 247 102", "referral", "open", "team"),
            ("08458 247 247", "referral", "new", "cso"),
            ("08458 247 100", "consultation", "new", "duty_social_worker"),
        ],
    )
    def test_the_lines_of_2011(self, line, purpose, case_status, to):
        route = destination(KENT, line, "2011-10-18 10:00", purpose=purpose, case_status=case_status)
        assert route.to == to
        assert {"team": "open"}.get(to, purpose) in route.reason

    @pytest.mark.parametrize(
        ("purpose", "case_status", "to"),
        [("consultation", "new", "contact_centre"), ("consultation", "open", "team"), ("referral", "new", "cso")],
    )
    def test_the_line_of_2024(self, purpose, case_status, to):
        route = destination(KENT, "03000 411111", "2024-12-16 11:00", purpose=purpose, case_status=case_status)
        assert route.to == to

    def test_one_set_of_lines_ends_where_the_other_begins(self):
        def in_force(day):
            return {number for line in KENT.lines if line.in_force(date.fromisoformat(day)) for number in line.numbers}

        assert in_force("2011-10-17") == set()
        assert in_force("2024-08-31") == {"08458 247 102", "08458 247 247", "08458 247 100"}
        assert in_force("2024-09-01") == {"03000 411111"}

    def test_the_permanent_inbox(self):
        (mailbox,) = KENT.mailboxes
        assert (mailbox.address, mailbox.from_) == ("central.duty@kent.gov.uk.gcsx.gov.uk", date(2011, 10, 18))

    def test_its_own_title(self):
        assert KENT.role_titles["cso"] == "Contact and Assessment Officer"

    def test_the_guidance(self):
        assert KENT.web.threshold_guidance == "https://www.kscmp.org.uk/guidance/kent-support-levels-guidance"


class TestDorset:
    @pytest.mark.parametrize(
        ("at", "risk", "to", "why"),
        [
            ("2023-10-09 11:00", "none", "consultant_social_worker", "hours"),
            ("2023-10-09 08:00", "none", "consultant_social_worker", "hours"),
            ("2023-10-09 21:30", "none", "consultant_social_worker", "hours"),
            ("2023-10-09 22:00", "none", "wait", "hours"),
            ("2023-08-28 11:00", "none", "consultant_social_worker", "hours"),
            ("2023-10-14 11:00", "imminent", "consultant_social_worker", "imminent"),
            ("2023-10-14 11:00", "immediate_protection", "consultant_social_worker", "imminent"),
            ("2023-10-14 11:00", "none", "wait", "hours"),
            ("2023-10-14 08:59", "imminent", "wait", "999"),
            ("2023-10-14 23:00", "immediate_protection", "on_call_social_worker", "immediate"),
            ("2023-10-10 02:00", "imminent", "wait", "hours"),
        ],
    )
    def test_the_professionals_line_by_day_evening_weekend_and_night(self, at, risk, to, why):
        route = destination(DORSET, "01305 228558", at, risk=risk, purpose="referral", case_status="new")
        assert route.to == to
        assert why in route.reason

    @pytest.mark.parametrize(
        ("at", "risk", "until"),
        [
            ("2023-10-14 11:00", "none", "2023-10-16 08:00"),
            ("2023-10-10 02:00", "imminent", "2023-10-10 08:00"),
            ("2023-10-14 22:00", "imminent", "2023-10-15 09:00"),
        ],
    )
    def test_who_waits_is_told_until_when(self, at, risk, until):
        route = destination(DORSET, "01305 228558", at, risk=risk)
        opening = DORSET.calendars[route.wait_for].next_opening(datetime.fromisoformat(at).replace(tzinfo=LONDON))
        assert opening == datetime.fromisoformat(until).replace(tzinfo=LONDON)

    def test_the_public_has_its_own_line(self):
        route = destination(DORSET, "01305 228558", "2023-10-09 11:00", caller="public")
        assert DORSET.directory[route.to].numbers == ("01202 228866",)

    def test_a_form_is_answered_with_the_line(self):
        assert DORSET.written_referrals == "answered_with_the_line"


class TestDevon:
    def test_the_extensions_are_written_out(self):
        assert [(team.name, list(team.numbers)) for team in DEVON.teams.values()] == [
            ("Initial Response North", ["01392 388481"]),
            ("Children & Families North 1", ["01392 388646"]),
            ("Children & Families North 2", ["01392 388646"]),
            ("Children & Families North 3", ["01392 388646"]),
            ("Children & Families North 4", ["01392 388646"]),
            ("Permanency & Transition North", ["07790 770713"]),
            ("Initial Response South", ["01392 384050"]),
            ("Children & Families South 1", ["01392 386961"]),
            ("Children & Families South 2", ["01392 386961"]),
            ("Children & Families South 3", ["01392 385198"]),
            ("Children & Families South 4", ["01392 385198"]),
            ("Permanency & Transition South", ["01392 384797"]),
            ("Initial Response Mid & East", ["01392 384179"]),
            ("Children & Families Mid & East 1", ["01392 384121"]),
            ("Children & Families Mid & East 2", ["01392 384121"]),
            ("Children & Families Mid & East 3", ["01392 384121"]),
            ("Children & Families Mid & East 4", ["01392 384121"]),
            ("Permanency & Transition Mid & East", ["01392 384134"]),
            ("Initial Response Exeter", ["01392 384591"]),
            ("Children & Families Exeter 1", ["01392 384590"]),
            ("Children & Families Exeter 2", ["07792 226135"]),
            ("Children & Families Exeter 3", ["01392 384590"]),
            ("Children & Families Exeter 4", ["07812 106279", "07581 156261"]),
            ("Permanency & Transition Exeter 1", ["07581 156261"]),
            ("Disabled Children's Services North Devon", ["01392 384180"]),
            ("Disabled Children's Services South", ["01392 381270"]),
            ("Disabled Children's Services Exeter", ["01392 386183"]),
            ("Disabled Children's Services East and Mid Devon", ["01392 386183"]),
            ("Disabled Children's Services Support and Advice", ["01392 385276"]),
        ]

    def test_the_mash_has_its_nought_again(self):
        assert DEVON.directory["mash"].numbers == ("0345 155 1071",)

    def test_teams_stand_in_the_duty_directory_beside_the_entries(self):
        entries = {entry.slug: entry.numbers for entry in DEVON.duty_directory()}
        assert entries["emergency_duty_team"] == ("0345 6000 388",)
        assert entries["children_and_families_exeter_4"] == ("07812 106279", "07581 156261")
        assert len(entries) == 29 + 3

    @pytest.mark.parametrize(
        ("at", "case_status", "to"),
        [
            ("2023-06-08 16:30", "new", "mash"),
            ("2023-06-08 16:30", "open", "team"),
            ("2023-06-09 16:00", "open", "emergency_duty_team"),
            ("2023-06-10 12:00", "new", "emergency_duty_team"),
        ],
    )
    def test_who_answers_in_office_hours_and_outside_them(self, at, case_status, to):
        assert destination(DEVON, "0345 155 1071", at, case_status=case_status).to == to

    def test_both_systems_are_looked_into(self):
        assert DEVON.systems_to_check == ("Eclipse", "Right for Children")


class TestAll:
    @pytest.mark.parametrize("profile", ALL, ids=lambda profile: profile.slug)
    def test_mail_is_taken_from_the_secure_domains(self, profile):
        assert profile.secure_domains == ("pnn.police.uk", "gcsx.gov.uk", "nhs.net", "gsi.gov.uk")

    @pytest.mark.parametrize(
        ("profile", "services"),
        [(SLOUGH, ()), (KENT, ("consultations",)), (DORSET, ("discussions",)), (DEVON, ("cetr",))],
        ids=lambda value: getattr(value, "slug", ""),
    )
    def test_which_services_there_are(self, profile, services):
        assert profile.services == services

    @pytest.mark.parametrize("profile", ALL, ids=lambda profile: profile.slug)
    def test_who_is_told_of_what(self, profile):
        """DOMAIN section 6: three roles' own deadlines, and all others the same."""
        theirs = {
            "early_help_manager": {"early_help"},
            "misper_cso": {"misper_strategy", "misper_review", "return_interview", "misper_follow_up"},
            "team_manager": {"private_fostering_visit", "team_acknowledgement", "allocation", "contact_decision"},
        }
        for slug, rule in profile.deadlines.items():
            also = {role for role, deadlines in theirs.items() if slug in deadlines}
            assert set(rule.tell_warned) == {"holder", "duty_manager"} | also
            assert set(rule.tell_breached) == {"duty_manager", "practice_manager"} | also
            assert set(rule.tell_escalated) == {"head_of_service"} | also
            assert (rule.warn_at, rule.escalate_at) == (0.75, 2)
