"""The scenarios: ours by default, or those of the folder that FEATURES names, all of them."""

import os
from pathlib import Path

import pytest
from pytest_bdd import scenario, scenarios

from tests.acceptance import built

# Real transactions: what is released at once must meet in the database.
pytestmark = pytest.mark.django_db(transaction=True)

HERE = Path(__file__).parent
FOLDER = os.environ.get("FEATURES")

if FOLDER:
    if not list(Path(FOLDER).rglob("*.feature")):
        raise FileNotFoundError(f"FEATURES={FOLDER}: there is no .feature file in that folder")
    scenarios(str(Path(FOLDER).resolve()))
else:
    scenarios(str(HERE / "more"), *(str(HERE / "features" / name) for name in built.EVERY_SCENARIO))
    for file, names in built.SCENARIOS.items():
        for number, name in enumerate(names):

            @scenario(str(HERE / "features" / file), name)
            def one():
                """One scenario of a file."""

            globals()[f"test_{Path(file).stem}_{number}"] = one
