"""Rules of receiving teams: who of which team may what, the three months, returning, splitting and joining."""

from tests.mutants.mutant import Mutant

TRAY, TEAMS = "tests/duty/test_team_tray.py", "tests/workflow/test_receiving_teams.py"
GUARDS, CASES, JOINING = (
    "tests/oracle/test_team_guards.py",
    "contacts/services/cases.py",
    "contacts/services/joining.py",
)

TEAM_MUTANTS = (
    Mutant(
        "something_written",
        "No team is given a contact on which nothing stands yet.",
        "contacts/workflow/teams.py",
        "guards=(something_written, open_to_one_team),",
        "guards=(open_to_one_team,),",
        ("tests/contacts/test_passing_on.py::test_a_team_is_given_nothing_that_is_empty",),
    ),
    Mutant(
        "another_teams_work",
        "A receiving team sees what is or was its own, and nothing of another's.",
        "workflow/models.py",
        'mine = self.filter(holds_any(user, TEAM_ROLES), is_any_of(F("team"), teams))',
        "mine = self.filter(holds_any(user, TEAM_ROLES), Exists(teams))",
        (
            "tests/oracle/test_transitions.py::test_another_teams_people_may_nothing_and_know_nothing",
            f"{TEAMS}::TestPassing::test_who_has_left_the_team_is_not_told_and_knows_of_it_no_more",
        ),
    ),
    Mutant(
        "that_teams_own_people",
        "What a team's manager or business support may, those of the very team may that has it.",
        "workflow/process.py",
        " and belongs_to(user, record.team_id)",
        "",
        (f"{TEAMS}::TestStays::test_who_had_it_before_decides_nothing_that_another_team_has_now",),
    ),
    Mutant(
        "what_it_was",
        "A team may read ever after what it had.",
        "workflow/models.py",
        "stays = mine.filter(content_type=",
        "stays = mine.filter(until=None, content_type=",
        (f"{TEAMS}::TestPassing::test_acknowledged_it_is_closed_and_the_team_may_read_it_ever_after",),
    ),
    Mutant(
        "team_tray_of_others",
        "A team's tray is its members' and the duty side's.",
        "duty/trays.py",
        "if slug.startswith(TEAM) and on_duty_side and",
        "if slug.startswith(TEAM) and",
        (
            f"{TRAY}::test_its_members_find_in_it_what_was_passed_to_them",
            f"{TRAY}::test_of_the_others_the_duty_side_alone_may_open_it",
        ),
    ),
    Mutant(
        "told_in_that_team",
        "Of a team's roles those of the team are told that has it.",
        "correspondence/notices.py",
        "if role in TEAM_ROLES:",
        "if False:",
        (f"{TEAMS}::TestStays::test_who_had_it_before_is_not_told_of_what_another_team_has_now",),
    ),
    Mutant(
        "three_months",
        "The manager of the team that closed the case within three months has it first.",
        CASES,
        "    if contact.urgent:\n        return []\n",
        "    return []\n",
        (f"{GUARDS}::test_the_manager_of_the_team_that_closed_the_case_has_it_first",),
    ),
    Mutant(
        "not_sent_reason",
        "Who decides without that manager, where they may, says why.",
        "contacts/forms/teams.py",
        'self.fields["not_sent_reason"].required = True',
        'self.fields["not_sent_reason"].required = False',
        (f"{GUARDS}::test_where_the_manager_need_not_have_it_first_it_is_said_why_not",),
    ),
    Mutant(
        "first_due_time",
        "What its team returns is decided by its first due time.",
        "deadlines/services.py",
        "        deadline.met_at = None\n        deadline.schedule(now)\n",
        "        deadline.met_at = None\n        _time(deadline, now)\n        deadline.schedule(now)\n",
        (f"{TEAMS}::TestReturning::test_the_decision_runs_again_with_its_first_due_time",),
    ),
    Mutant(
        "both_locked",
        "Two contacts that are joined are both locked, before either is judged.",
        "contacts/workflow/teams.py",
        "        locks=the_other,\n",
        "",
        ("tests/workflow/test_races.py::test_a_join_and_a_decision_on_the_other_at_once_leave_no_story_unread",),
    ),
    Mutant(
        "locks_in_one_order",
        "Several contacts are locked in one order, whoever asks.",
        "workflow/engine.py",
        '.filter(wanted).order_by("pk")',
        '.filter(wanted).order_by((F("pk") - record.pk) * (F("pk") - record.pk))',
        ("tests/workflow/test_races.py::test_whoever_asks_waits_for_the_first_of_two_before_the_second_is_locked",),
    ),
    Mutant(
        "earlier_deadline",
        "Of two contacts that are joined the earlier deadline rules.",
        JOINING,
        "if earlier and clock and earlier.due_at < clock.due_at:",
        "if False:",
        ("tests/contacts/test_joining.py::test_the_earlier_deadline_rules",),
    ),
    Mutant(
        "somebody_answers",
        "Nothing is passed to a team in which nobody could open and acknowledge it.",
        "contacts/workflow/guards.py",
        "if has_somebody_who_answers(contact, team) else",
        "if team else",
        (f"{GUARDS}::test_nothing_is_passed_to_a_team_in_which_nobody_could_answer_it",),
    ),
    Mutant(
        "open_to_two_teams",
        "A child who is open to two teams is open to no one team.",
        CASES,
        "frozenset(case.team_id for case in each.open)",
        "frozenset(case.team_id for case in each.open[:1])",
        (f"{GUARDS}::test_a_child_who_is_open_to_two_teams_is_passed_to_neither",),
    ),
    Mutant(
        "every_team_that_closed",
        "Each team that closed the case within three months has it first, and not the last one alone.",
        CASES,
        "for c in self.teams if closed",
        "for c in self.teams[:1] if closed",
        (f"{GUARDS}::test_of_two_teams_that_closed_the_case_lately_each_manager_has_it_first",),
    ),
    Mutant(
        "unseen_in_its_team",
        "What lies with a team is seen when somebody of that very team sees it who may answer it.",
        "duty/unseen.py",
        "_hidden_from(members(team, roles, now),",
        "_hidden_from(holders(deciders(process), now),",
        ("tests/duty/test_unseen.py::test_the_front_doors_managers_answer_nothing_that_lies_with_a_team",),
    ),
    Mutant(
        "hidden_parent_ties_nothing",
        "Nobody of whom the reader may not know brings two rows of a tray together.",
        "duty/families.py",
        """ties.exclude(is_any_of(root(f"{there}__"), hidden_roots(user)))""",
        "ties",
        ("tests/duty/test_families.py::test_a_parent_of_whom_the_reader_may_not_know_ties_nothing_together",),
    ),
    Mutant(
        "second_callers_words",
        "What the second caller said of a child on both contacts goes on with the story.",
        JOINING,
        "            _take_over_words(one, other, event)\n",
        "",
        (
            "tests/contacts/test_joining.py::"
            "test_what_the_second_caller_said_of_a_child_on_both_stands_beside_what_we_hold",
        ),
    ),
    Mutant(
        "named_while_undecided",
        "A child is named only on what is yet to be decided, never on what a team has news of.",
        "contacts/services/late_child.py",
        "    if contact.state not in YET_TO_DECIDE:",
        "    if contact.state == Contact.State.CLOSED:",
        (
            "tests/contacts/test_a_child_named_later.py::"
            "test_nobody_is_named_on_what_is_decided_already_for_the_others_alone",
        ),
    ),
    Mutant(
        "split_before_this_page",
        "A page that was open before a split or a join brings nothing back.",
        "contacts/services/draft.py",
        '("record", "saved", "split", "joined")',
        '("record", "saved")',
        ("tests/contacts/test_splitting.py::test_a_page_that_was_open_before_does_not_bring_the_child_back",),
    ),
    Mutant(
        "came_from_a_team",
        "What a duty worker has is not their former team's.",
        "workflow/engine.py",
        "if not roles_of(holder, now) & TEAM_ROLES:",
        "if False:",
        (
            "tests/workflow/test_receiving_teams.py::TestStays::"
            "test_what_somebody_has_who_came_from_a_team_is_not_known_to_it",
        ),
    ),
)
