from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q

DATED = {
    "address": "address",
    "householdmember": "household_member",
    "protectedaddress": "protected_address",
    "relationship": "relationship",
}


def start_not_known(apps, schema_editor):
    """A start after its own end cannot be: when it began is not known."""
    for model in DATED:
        apps.get_model("people", model).objects.filter(to_date__lt=F("from_date")).update(from_date=None)


class Migration(migrations.Migration):
    """What is written from now on is held to it; the next migration looks through what is there, under no such lock."""

    dependencies = [("people", "0003_family_and_restriction")]

    operations = [
        *(
            AddConstraintNotValid(
                model_name=model,
                constraint=models.CheckConstraint(
                    condition=Q(to_date=None) | Q(from_date=None) | Q(to_date__gte=F("from_date")),
                    name=f"{name}_ends_after_it_starts",
                ),
            )
            for model, name in DATED.items()
        ),
        migrations.RunPython(start_not_known, migrations.RunPython.noop),
    ]
