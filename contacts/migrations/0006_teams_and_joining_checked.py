"""Look at every contact for what 0005 put there, while people go on working: no lock outlasts its statement."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models

HISTORY = "contacts_historicalcontact_joined_to"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contacts", "0005_teams_and_joining")]

    operations = [
        AddIndexConcurrently(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("joined_to__isnull", False)), fields=["joined_to"], name="contact_joined_to"
            ),
        ),
        migrations.SeparateDatabaseAndState(  # the history's model wants it, and AlterField would lock its table
            state_operations=[
                migrations.AlterField(
                    model_name="historicalcontact",
                    name="joined_to",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contacts.contact",
                    ),
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    f"CREATE INDEX CONCURRENTLY {HISTORY} ON contacts_historicalcontact (joined_to_id)",
                    f"DROP INDEX CONCURRENTLY {HISTORY}",
                )
            ],
        ),
        ValidateConstraint(model_name="contact", name="contact_has_a_team_when_with_one"),
        ValidateConstraint(model_name="contact", name="contact_joined_to_another"),
    ]
