"""Rules of who may open a restricted person, for how long, and who hears of what is lost from sight."""

from tests.mutants.mutant import Mutant

TELL = "tests/people/test_what_restrictions_tell.py"
INTEREST, RESTRICTION = "tests/people/test_interest.py", "tests/people/test_restriction.py"
WATCH = "tests/people/test_restriction_watch.py"
ALONE = "test_when_nobody_is_left_who_decides_health_is_red_and_it_is_told_by_its_reference_alone"

SECRECY_MUTANTS = (
    Mutant(
        "in_hand_is_told_of",
        "What somebody has in hand whom it is hidden from now is told of, each time and beside whatever else is told.",
        "duty/in_hand.py",
        'key, roles = f"in hand {event.pk} {slip.reference}"',
        'key, roles = f"interest {event.pk}"',
        (f"{INTEREST}::test_what_they_had_in_hand_is_told_of_from_the_records_own_page_too",),
    ),
    Mutant(
        "readers_seen",
        "A page of a restriction that has grown old changes nothing.",
        "people/views/restriction.py",
        'if found and form.cleaned_data["version"] not in (None, found.person.version):',
        "if False:",
        (f"{RESTRICTION}::test_a_page_that_has_grown_old_takes_nobody_off_whom_another_named_meanwhile",),
    ),
    Mutant(
        "readers_that_ended",
        "Who could open it once can be told for ever.",
        "people/services/restriction.py",
        "named.exclude(user__in=wanted).update(until=now, ended_by=actor)",
        "named.exclude(user__in=wanted).delete()",
        (f"{RESTRICTION}::test_who_is_named_no_more_is_still_said_to_have_been_able_to_open_it",),
    ),
    Mutant(
        "restricted_where_no_script_asks",
        "Where a child is named and no script asks it is said too that a restricted record may match.",
        "contacts/views/draft_children.py",
        '"restricted": restricted_note(user, **(sought or _on_file(one))),',
        '"restricted": "",',
        (f"{RESTRICTION}::test_it_is_said_where_no_script_asks_too[a draft]",),
    ),
    Mutant(
        "shut_out_is_told_of",
        "What somebody has in hand whom a restriction shuts out is told of to those who read it.",
        "people/services/restriction.py",
        "told(users, [restriction.person], event, now)",
        "pass",
        (f"{WATCH}::test_of_what_somebody_had_in_hand_who_is_shut_out_the_managers_who_read_it_are_told",),
    ),
    Mutant(
        "left_alone",
        "A restriction among whose readers nobody decides any more makes health red.",
        "duty/tasks.py",
        "seen_by_nobody(now) + watch_restrictions(now)",
        "seen_by_nobody(now)",
        (f"{WATCH}::{ALONE}[a role that ended]",),
    ),
    Mutant(
        "left_alone_by_an_interest",
        "A reader whose own relation it is decides nothing.",
        "people/services/restriction_watch.py",
        'filter(~Exists(related), restriction=OuterRef("pk"))',
        'filter(restriction=OuterRef("pk"))',
        (f"{WATCH}::{ALONE}[an interest]",),
    ),
    Mutant(
        "left_alone_and_related",
        "A relation is told of nothing, not even of what is left alone.",
        "correspondence/notices.py",
        "return not type(record).objects.related_to_staff(user).filter(pk=record.pk).exists()",
        "return True",
        (f"{WATCH}::test_of_one_left_alone_a_relation_is_never_told_and_then_the_head_of_service_is",),
    ),
    Mutant(
        "left_alone_is_hidden_from_relations",
        "Who turns out to be a relation sees no notice of what is left alone.",
        "correspondence/models.py",
        "name=LEFT_ALONE) & ~Q(object_id__in=related)",
        "name=LEFT_ALONE)",
        (f"{WATCH}::test_of_one_left_alone_a_relation_is_never_told_and_then_the_head_of_service_is",),
    ),
    Mutant(
        "review_is_told_of",
        "On the day of a restriction's review those who can see to it are told.",
        "people/services/restriction_watch.py",
        "if not tell([_due(each, roles=(Role.PRACTICE_MANAGER,))], now):",
        "if False:",
        (f"{WATCH}::test_on_the_day_of_its_review_the_practice_managers_among_its_readers_are_told_once",),
    ),
    Mutant(
        "restricted_is_said",
        "Whoever may open a record is told that it concerns somebody restricted.",
        "people/models/person.py",
        'return self.filter(is_any_of(root(), Restriction.objects.in_force().values(root=root("person__"))))',
        "return self.none()",
        (f"{RESTRICTION}::test_a_record_and_its_row_say_that_it_is_restricted_to_whoever_may_open_them",),
    ),
    Mutant(
        "end_is_told_of",
        "The readers of a restriction hear that it was ended, and by whom.",
        "people/services/restriction.py",
        '_tell_its_readers(found.person, named, "restriction_ended", sentence, event, now)',
        "pass",
        (f"{TELL}::test_who_comes_to_it_by_the_glass_and_names_themself_is_told_of",),
    ),
    Mutant(
        "circle_of_the_hidden",
        "A relation who is restricted is a relation too.",
        "people/services/interest.py",
        "others = Person.objects.filter(near)",
        "others = Person.objects.visible_to(user).filter(near)",
        (f"{TELL}::test_a_relation_who_is_restricted_is_a_relation_too",),
    ),
    Mutant(
        "trace_of_the_restricted",
        "Whoever was told that somebody restricted may match leaves a trace.",
        "people/search.py",
        'shown_in_a_list(user, closed, "restricted match", timezone.now())',
        "pass",
        (f"{TELL}::test_that_one_may_match_leaves_a_trace",),
    ),
    Mutant(
        "first_among_relatives",
        "No page that has grown old tells of a tie to somebody hidden.",
        "people/views/changes.py",
        "if last and last.verb in OWN_FACTS:",
        "if last:",
        (f"{TELL}::test_a_page_that_has_grown_old_tells_nothing_of_others",),
    ),
)
