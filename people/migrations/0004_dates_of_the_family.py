import django.db.models.deletion
import simple_history.models
from django.conf import settings
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

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0003_family_and_restriction"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalHouseholdMember",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("wall", models.CharField(blank=True, max_length=20, null=True)),
                ("from_date", models.DateField(blank=True, null=True)),
                ("to_date", models.DateField(blank=True, null=True)),
                ("history_change_reason", models.BigIntegerField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical household member",
                "verbose_name_plural": "historical household members",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
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
