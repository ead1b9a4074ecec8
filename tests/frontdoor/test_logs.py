"""A log says who failed where, and nothing that somebody typed."""

import logging
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from celery import shared_task
from django.conf import settings as settings_now
from django.db import IntegrityError, transaction
from django.test import Client

from deadlines.models import Deadline
from frontdoor.celery import app
from frontdoor.logs import Discreet
from tests.factories.accounts import user

MARKER = "Zaphira Quillon"
NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
LOG = logging.getLogger("tests.frontdoor")


@pytest.fixture
def written(monkeypatch):
    """What the handler of the settings writes."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet(settings_now.LOGGING["formatters"]["discreet"]["format"]))
    # Before those of pytest: none may have formatted the record already.
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    return stream


def refused_by_the_database():
    """A row with a name in it that a CHECK constraint refuses."""
    early, somebody = NOW - timedelta(days=1), user("Somebody")
    times = {"started_at": NOW, "warn_at": early, "due_at": early, "escalate_at": early}
    with transaction.atomic():
        Deadline.objects.create(record=somebody, rule="task", why=MARKER, **times)


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_leaves_its_constraint_and_no_value(written):
    try:
        refused_by_the_database()
    except IntegrityError as error:
        assert MARKER in str(error)
        LOG.exception("failed: %s, that is %s", error, str(error))
    text = written.getvalue()
    assert "psycopg2.errors.CheckViolation 23514 due_after_start" in text
    assert "django.db.utils.IntegrityError" in text
    assert "in refused_by_the_database" in text
    assert MARKER not in text


def test_no_link_of_a_chain_says_what_it_held(written):
    try:
        try:
            try:
                int(MARKER)
            except ValueError:
                raise KeyError(MARKER)  # noqa: B904 - while handling the other, and not from it
        except KeyError as error:
            raise LookupError(f"nobody is called {MARKER}") from error
    except LookupError:
        LOG.exception("failed")
    text = written.getvalue()
    assert [text.index(kind) for kind in ("ValueError", "KeyError", "LookupError")] == sorted(
        text.index(kind) for kind in ("ValueError", "KeyError", "LookupError")
    )
    assert MARKER not in text


def test_an_exception_that_is_logged_without_its_trace_is_its_type(written):
    LOG.warning("failed: %s %r", ValueError(MARKER), KeyError(MARKER))
    LOG.warning(ValueError(MARKER))
    assert MARKER not in written.getvalue()
    assert written.getvalue().count("ValueError") == 2


def test_what_another_formatter_left_on_the_record_is_not_written(written):
    try:
        raise ValueError(MARKER)
    except ValueError:
        record = LOG.makeRecord(LOG.name, logging.ERROR, "file", 1, "failed", (), sys.exc_info())
    logging.Formatter().format(record)
    assert MARKER in record.exc_text
    LOG.handle(record)
    assert MARKER not in written.getvalue()


@pytest.mark.django_db
def test_a_task_that_fails_says_as_little(written):
    failing = shared_task(name="tests.frontdoor.failing")(refused_by_the_database)
    app.tasks[failing.name].apply()
    assert "tests.frontdoor.failing" in written.getvalue()
    assert "due_after_start" in written.getvalue()
    assert MARKER not in written.getvalue()


def test_a_worker_logs_as_the_settings_say():
    script = (
        "import logging; from frontdoor.celery import app; app.loader.init_worker();"
        "app.log.setup_logging_subsystem(loglevel='WARNING');"
        "print(*{type(handler.formatter).__name__ for handler in logging.getLogger().handlers})"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=settings_now.BASE_DIR)
    assert said.stdout == "Discreet\n", said.stderr


@pytest.mark.django_db
def test_that_it_is_not_ready_yet_is_no_error_and_that_health_broke_is_one(written, monkeypatch):
    browser = Client(raise_request_exception=False)
    assert browser.get("/health/ready").status_code == 503
    assert written.getvalue() == ""
    monkeypatch.setattr("frontdoor.health._trouble", lambda now: int(MARKER))
    assert browser.get("/health/ready").status_code == 500
    assert "/health/ready" in written.getvalue()
    assert MARKER not in written.getvalue()


def test_an_address_that_leads_nowhere_is_not_written_down(written, client):
    assert client.get("/people/Zaphira-Quillon-17.3.2009/").status_code in (302, 404)
    client.get("/nowhere/Zaphira-Quillon/")
    assert "leads nowhere" in written.getvalue()
    assert "Quillon" not in written.getvalue()
