"""Look at every contact for what 0005 put there, while people go on working: no lock outlasts its statement.

It is not atomic: each of its steps can be done a second time, so that it can be run again when it was interrupted.
"""

import django.db.models.deletion
from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models

from audit.operations import AddIndexAgain


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contacts", "0005_teams_and_joining")]

    operations = [
        AddIndexAgain(
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
                AddIndexAgain(
                    model_name="historicalcontact",
                    index=models.Index(fields=["joined_to"], name="historicalcontact_joined_to"),
                )
            ],
        ),
        ValidateConstraint(model_name="contact", name="contact_has_a_team_when_with_one"),
        ValidateConstraint(model_name="contact", name="contact_joined_to_another"),
    ]
