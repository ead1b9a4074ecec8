"""Finds the processes, and lets Django's system checks judge them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkflowConfig(AppConfig):
    name = "workflow"

    def ready(self):
        """Every app fills the ports it has something for: processes in `workflow`, the rest in `ports`."""
        autodiscover_modules("workflow", "ports", "checks")
