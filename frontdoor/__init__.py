"""The one place that knows every app: settings, addresses, the Celery app, health."""

from frontdoor.celery import app as celery_app

__all__ = ["celery_app"]
