"""Budgets and manners: what ARCHITECTURE forbids in every room."""

import ast
import subprocess

import pytest
from django.conf import settings

FILE_BUDGET, FUNCTION_BUDGET = 300, 40
IMPORTS_LATE = {"stack/bootstrap.py"}
"""Must be read by an old Python, and without its venv module, to say in one line what is lacking."""
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}


def tracked(pattern):
    """The files of the project, as git knows them or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return [settings.BASE_DIR / name for name in listed.stdout.split() if (settings.BASE_DIR / name).exists()]


CODE = [path for path in tracked("*.py") if "migrations" not in path.parts]
PRODUCT = [path for path in CODE if "tests" not in path.parts]


def name(path):
    """The path from the project's root."""
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_keeps_to_its_budget(path):
    assert len(path.read_text().splitlines()) <= FILE_BUDGET


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_function_keeps_to_its_budget(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < FUNCTION_BUDGET, f"{node.name} is too long"


@pytest.mark.parametrize("path", [path for path in PRODUCT if name(path) not in IMPORTS_LATE], ids=name)
def test_there_is_no_import_inside_a_function_and_no_signal(path):
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not inside, f"{node.name} imports inside itself"
            decorators = {getattr(getattr(d, "func", d), "id", "") for d in node.decorator_list}
            assert "receiver" not in decorators, f"{node.name} is a receiver"


def test_nothing_is_called_for_being_left_over():
    assert not [name(path) for path in CODE if path.name in FORBIDDEN_NAMES]


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_a_public_thing_says_its_rule(path):
    tree = ast.parse(path.read_text())
    for node in tree.body:
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        plain = path.name in {"apps.py", "__main__.py", "manage.py"}
        assert plain or not public or ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", tracked("*.html"), ids=name)
def test_a_page_needs_no_inline_style_or_script(path):
    text = path.read_text()
    assert " style=" not in text
    assert " onclick=" not in text
