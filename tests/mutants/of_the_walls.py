"""Rules of who may know of what, of what reading leaves behind, and of what comes in from a page."""

from tests.mutants.mutant import Mutant

KNOW, TAKING_DOWN = "tests/contacts/test_who_may_know.py", "tests/contacts/test_taking_down.py"
TRAY, SEARCH = "tests/duty/test_tray.py", "tests/people/test_search.py"

WALL_MUTANTS = (
    Mutant(
        "visible_to",
        "Records are there for their readers by role, and for nobody else.",
        "workflow/models.py",
        'return self.filter(seen).exclude(is_any_of(F("pk"), hidden))',
        'return self.exclude(is_any_of(F("pk"), hidden))',
        (
            f"{KNOW}::test_a_contact_is_known_to_the_duty_side_and_to_nobody_else",
            "tests/referrals/test_pages.py::test_the_duty_side_alone_knows_of_it",
        ),
    ),
    Mutant(
        "own_relation",
        "A record about one's own relation is not there.",
        "workflow/models.py",
        '.exclude(is_any_of(F("pk"), hidden))',
        "",
        (
            f"{KNOW}::test_a_contact_about_ones_own_relation_is_not_there",
            "tests/referrals/test_pages.py::test_it_is_hidden_from_the_childs_own_relation",
        ),
    ),
    Mutant(
        "own_relation_in_trays",
        "What concerns one's own relation lies in no tray and in no count.",
        "workflow/models.py",
        '.exclude(is_any_of(F("pk"), theirs))',
        "",
        (f"{TRAY}::test_ones_own_relation_is_in_no_tray_and_no_count",),
    ),
    Mutant(
        "own_relation_on_file",
        "One's own relation is found by no search.",
        "people/models/person.py",
        "self.filter(holds_any(user, self.READERS)).exclude(is_any_of(root(), hidden_roots(user)))",
        "self.filter(holds_any(user, self.READERS))",
        (f"{SEARCH}::test_ones_own_relation_is_not_found_nor_the_record_about_them",),
    ),
    Mutant(
        "merged_relation",
        "A relation stays hidden whichever of their duplicates is on a record.",
        "people/models/person.py",
        "return self.filter(is_any_of(root(), hidden_roots(user)))",
        'return self.filter(pk__in=list(hidden_roots(user).values_list("root", flat=True)))',
        (f"{TRAY}::test_a_relation_stays_hidden_when_a_duplicate_of_theirs_is_on_the_contact",),
    ),
    Mutant(
        "drafts",
        "Of those outside the duty team only who recorded a draft sees it.",
        "workflow/models.py",
        ", created_by=user)",
        ")",
        (f"{KNOW}::test_a_draft_is_known_to_whoever_recorded_it_and_to_the_duty_side",),
    ),
    Mutant(
        "drafts_while_they_are_drafts",
        "Who recorded a draft sees it for that alone until it is submitted.",
        "workflow/models.py",
        "state__in=cls.RECORDER_SEES, ",
        "",
        (f"{KNOW}::test_once_it_is_submitted_it_is_the_duty_sides",),
    ),
    Mutant(
        "wall",
        "What lies behind a wall is in nothing that does not ask for it by name.",
        "audit/models.py",
        "super().get_queryset().filter(wall=None)",
        "super().get_queryset()",
        ("tests/audit/test_trail.py::TestTrail::test_what_lies_behind_a_wall_is_never_shown",),
    ),
    Mutant(
        "notices_of_the_hidden",
        "A notice about what one may no longer know of is gone.",
        "correspondence/models.py",
        "return mine.filter(seen)",
        "return mine",
        ("tests/duty/test_notices.py::test_what_one_may_no_longer_know_of_is_gone",),
    ),
    Mutant(
        "searches_of_others",
        "A search is there for whoever made it, and for nobody else.",
        "people/views/search.py",
        "get_object_or_404(Search, key=key, user=request.user)",
        "get_object_or_404(Search, key=key)",
        (f"{SEARCH}::test_no_name_stands_in_the_address_and_the_key_is_the_searchers_own",),
    ),
    Mutant(
        "access_event",
        "Opening a record leaves an access.",
        "audit/gateway.py",
        "looked_at(user, record, via, timezone.now())",
        "pass",
        (
            "tests/people/test_person_page.py::test_opening_it_is_an_act",
            "tests/referrals/test_pages.py::test_its_history_says_who_did_and_who_looked",
        ),
    ),
    Mutant(
        "seen_by_nobody",
        "What nobody can see who may decide it is counted, so that health is red.",
        "duty/unseen.py",
        "slips = slips.exclude(pk__in=Slip",
        "slips = slips.none().exclude(pk__in=Slip",
        ("tests/duty/test_unseen.py::test_what_no_manager_who_decides_can_see_is_counted_though_a_reviewer_can",),
    ),
)

PAGE_MUTANTS = (
    Mutant(
        "escaping",
        "What was typed is shown as text and never as markup.",
        "frontdoor/settings.py",
        '"context_processors": [',
        '"autoescape": False,\n            "context_processors": [',
        (
            "tests/accounts/test_admission.py::TestSessionEnded::"
            "test_what_was_typed_is_written_into_the_page_without_becoming_markup",
            "tests/properties/test_forms.py::test_markup_in_every_field_comes_back_as_text",
        ),
    ),
    Mutant(
        "future_receipt",
        "When something came in is judged: it is never at a time that has yet to come.",
        "contacts/forms/draft.py",
        'received = self.cleaned_data["received"]',
        'return self.cleaned_data["received"]',
        (f"{TAKING_DOWN}::test_a_contact_that_has_yet_to_come_in_is_refused_by_that_field_and_the_rest_is_kept",),
    ),
    Mutant(
        "for_the_lado",
        "Nothing of a concern about a person who works with children is saved as a contact.",
        "contacts/views/draft.py",
        '"works_with_children") == "yes":\n        return render(',
        '"works_with_children") == "never":\n        return render(',
        (f"{TAKING_DOWN}::test_nothing_is_kept_of_a_concern_about_a_person_who_works_with_children",),
    ),
    Mutant(
        "second_contact_that_is_hidden",
        "A row names a second contact to those who may know of it.",
        "contacts/services/seconds.py",
        "Contact.objects.visible_to(user)",
        "Contact.objects",
        ("tests/duty/test_second_contacts.py::test_one_of_which_the_reader_may_not_know_is_not_named",),
    ),
    Mutant(
        "contact_in_a_chronology",
        "A chronology tells of a contact to those who may know of it.",
        "contacts/ports.py",
        "Contact.objects.visible_to(user).filter(pk__in=about)",
        "Contact.objects.filter(pk__in=about)",
        ("tests/people/test_chronology.py::test_a_contact_says_how_it_begins_to_who_may_know_of_it",),
    ),
)
