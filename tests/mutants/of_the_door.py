"""Rules of the door: who is let in, for how long, and what no browser keeps or runs."""

from tests.mutants.mutant import Mutant

ADMISSION = "tests/accounts/test_admission.py"
SETTINGS, MIDDLEWARE = "frontdoor/settings.py", "directory/middleware.py"

DOOR_MUTANTS = (
    Mutant(
        "sign_in",
        "Every page is for people who have signed in.",
        MIDDLEWARE,
        'if not getattr(view_func, "login_required", True):',
        "if True:",
        (f"{ADMISSION}::TestSignInRequired::test_what_a_script_fetches_is_answered_401",),
    ),
    Mutant(
        "a_role",
        "Whoever holds no role is shown nothing.",
        MIDDLEWARE,
        "return None if request.roles else without_role(request)",
        "return None",
        (f"{ADMISSION}::TestWithoutRole::test_a_role_that_ended_or_has_not_begun_is_none",),
    ),
    Mutant(
        "end_of_a_grant",
        "A role ends when its grant does.",
        "directory/models.py",
        "self.filter(Q(until=None) | Q(until__gt=moment), starts__lte=moment)",
        "self.filter(starts__lte=moment)",
        (f"{ADMISSION}::TestWithoutRole::test_a_role_that_ends_takes_effect_at_once",),
    ),
    Mutant(
        "idle",
        "A session ends in which no person has done anything for half an hour.",
        MIDDLEWARE,
        "if idle > settings.SESSION_IDLE_SECONDS + grain:",
        "if False:",
        (f"{ADMISSION}::TestIdleTimeout::test_half_an_hour_without_a_person_ends_the_session",),
    ),
    Mutant(
        "idle_while_polling",
        "A page that asks by itself keeps nobody signed in.",
        MIDDLEWARE,
        " and not is_poll(request)",
        "",
        (f"{ADMISSION}::TestIdleTimeout::test_a_page_that_asks_by_itself_keeps_nobody_signed_in",),
    ),
    Mutant(
        "lockout",
        "Five wrong passwords lock a user name for a quarter of an hour.",
        SETTINGS,
        '"login_failed": "20/m/ip,5/15m/key"',
        '"login_failed": "20/m/ip"',
        ("tests/accounts/test_lockout.py::test_after_five_failures_the_right_password_does_not_get_in",),
    ),
    Mutant(
        "demo_users",
        "No demo user signs in unless DEBUG is on.",
        "directory/sign_in.py",
        " and (settings.DEBUG or not is_demo(user))",
        "",
        ("tests/accounts/test_demo.py::test_without_debug_not_even_the_right_password_lets_a_demo_user_in",),
    ),
    Mutant(
        "csrf",
        "A form of another site does nothing here.",
        SETTINGS,
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        (f"{ADMISSION}::TestOldToken::test_a_forged_form_signs_nobody_in",),
    ),
    Mutant(
        "passwords_kept",
        "No password is written into the page that keeps what was typed.",
        "directory/resuming.py",
        ' and "password" not in name',
        "",
        (f"{ADMISSION}::TestSessionEnded::test_no_password_and_no_token_is_written_into_the_page",),
    ),
    Mutant(
        "no_store",
        "No answer is kept by a browser or a proxy.",
        MIDDLEWARE,
        'response["Cache-Control"] = "no-store"',
        "pass",
        (f"{ADMISSION}::TestSignInRequired::test_no_answer_may_be_stored",),
    ),
    Mutant(
        "content_security_policy",
        "A page runs what we serve, and nothing else.",
        SETTINGS,
        '    "csp.middleware.CSPMiddleware",\n',
        "",
        ("tests/accounts/test_policy.py::test_a_page_runs_what_we_serve_and_nothing_else",),
    ),
)
