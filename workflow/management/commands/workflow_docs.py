"""Write `docs/workflows/` anew from the declarations."""

from django.conf import settings
from django.core.management.base import BaseCommand

from workflow.documents import documents


class Command(BaseCommand):
    """`manage.py workflow_docs`: one page a process; pages of processes that are gone are taken away."""

    help = "Write docs/workflows/ from the declarations"

    def handle(self, *args, **options):
        folder = settings.BASE_DIR / "docs" / "workflows"
        folder.mkdir(parents=True, exist_ok=True)
        pages = documents()
        for left_over in set(folder.glob("*.md")) - {folder / name for name in pages}:
            left_over.unlink()
        for name, text in pages.items():
            (folder / name).write_text(text)
        self.stdout.write(f"{len(pages)} pages in {folder.relative_to(settings.BASE_DIR)}")
