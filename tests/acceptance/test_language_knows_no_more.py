"""The scenarios know of the project what they must, and nothing else (the import linter holds the modules)."""

import ast
from pathlib import Path

HERE = Path(__file__).parent
MAY_ASK = {"deadlines.services": {"next_stage_due"}, "frontdoor.celery": {"app"}}


def imported() -> dict[str, set[str]]:
    """What the modules here take from each module of the two that they may import."""
    taken = {module: set() for module in MAY_ASK}
    for file in HERE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module in taken:
                taken[node.module] |= {name.name for name in node.names}
    return taken


def test_of_the_clocks_they_ask_only_when_the_next_stage_falls_due():
    assert imported() == MAY_ASK


def test_they_reach_no_model_by_another_way():
    for file in HERE.rglob("*.py"):
        if file.name != Path(__file__).name:
            text = file.read_text()
            assert "django.db.models" not in text and "django.apps" not in text and ".objects" not in text, file.name
