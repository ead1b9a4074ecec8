"""Finds the processes, and lets Django's system checks judge them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkflowConfig(AppConfig):
    name = "workflow"

    def ready(self):
        """An app fills the ports it has something for (processes in `workflow`, the rest in `ports`) and `checks`."""
        autodiscover_modules("workflow", "ports", "checks")
