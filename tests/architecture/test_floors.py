"""Foreign keys and migrations go down the same floors as imports, which the import linter holds."""

from configparser import ConfigParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader


def floors():
    """The apps from the top to the bottom, as `.importlinter` has them."""
    linter = ConfigParser()
    linter.read(settings.BASE_DIR / ".importlinter")
    return linter["importlinter:contract:floors"]["layers"].split()


FLOORS = floors()


def ours():
    """Every model of the house, history tables too."""
    return [model for model in apps.get_models() if model._meta.app_label in FLOORS]


def test_every_app_of_the_house_stands_on_a_floor():
    installed = {app.label for app in apps.get_app_configs() if str(settings.BASE_DIR / ".venv") not in app.path}
    assert installed == set(FLOORS) - {"frontdoor"}


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_a_relation_points_to_the_same_floor_or_down(model):
    for field in model._meta.get_fields():
        if field.auto_created or not field.is_relation or field.related_model is None:
            continue
        there = field.related_model._meta.app_label
        if there in FLOORS:
            assert FLOORS.index(there) >= FLOORS.index(model._meta.app_label), f"{model._meta.label}.{field.name}"


def test_a_migration_depends_on_the_same_floor_or_down():
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        for there, _ in migration.dependencies:
            if app in FLOORS and there in FLOORS:
                assert FLOORS.index(there) >= FLOORS.index(app), f"{app}.{name} depends on {there}"


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_every_model_says_how_long_it_is_kept(model):
    kept = getattr(model, "retention", None) or getattr(getattr(model, "instance_type", None), "retention", None)
    automatic = model._meta.auto_created
    assert automatic or kept in {"case", "person", "audit", "accounts", "configuration", "transient"}


def test_every_row_of_the_engine_can_lie_behind_a_wall():
    from_history = [model for model in ours() if hasattr(model, "instance_type")]
    about = [model for model in ours() if any(f.name == "object_id" for f in model._meta.fields)]
    assert from_history and about
    for model in [*from_history, *about]:
        assert model._meta.get_field("wall").null, model._meta.label
        assert "wall" in str(model._default_manager.all().query), model._meta.label
