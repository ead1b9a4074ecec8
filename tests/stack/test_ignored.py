"""Secrets and copies of the database go neither into the repository nor into the image."""

import subprocess

import pytest

from stack.paths import CHECKOUT

SECRETS = (".env", ".env.production", "deploy/.env", "backup.sql", "deploy/frontdoor.dump")
OUT_OF_THE_IMAGE = {
    "**/.env", "**/.env.*", "**/*.sql", "**/*.dump", ".git", ".import_linter_cache", "assets/node_modules", "tests",
}  # fmt: skip


@pytest.mark.parametrize("path", SECRETS)
def test_git_takes_no_secret(path):
    assert subprocess.run(["git", "check-ignore", "--no-index", "--quiet", path], cwd=CHECKOUT).returncode == 0


def test_the_example_of_an_environment_is_no_secret():
    asked = ["git", "check-ignore", "--no-index", "--quiet", "deploy/env.example"]
    assert subprocess.run(asked, cwd=CHECKOUT).returncode == 1


def test_the_image_takes_no_secret_and_nothing_that_it_does_not_need():
    assert set((CHECKOUT / ".dockerignore").read_text().split()) >= OUT_OF_THE_IMAGE
