"""Celery's own beat schedule, run here once as a worker would."""

from frontdoor.celery import app

SWEEP = "sweep"


def run_beat() -> None:
    """Every entry of the schedule, once, in its order."""
    for entry in schedule().values():
        run_entry(entry)


def run_sweep() -> None:
    """The schedule's deadline sweep, once."""
    entries = [entry for name, entry in schedule().items() if SWEEP in name]
    assert len(entries) == 1, f"one entry of the beat schedule sweeps the deadlines, not {len(entries)}"
    run_entry(entries[0])


def schedule() -> dict[str, dict]:
    """The entries by name, with every app's tasks known."""
    app.loader.import_default_modules()
    return app.conf.beat_schedule


def run_entry(entry: dict) -> None:
    """One entry, as a worker would run it; what it raises is raised here."""
    app.tasks[entry["task"]].apply(args=entry.get("args"), kwargs=entry.get("kwargs"), throw=True)
