from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether a slip concerns somebody restricted is asked of the people on it: nothing sets the column any more.

    The release before still writes it. It goes once no such release runs beside this one.
    """

    dependencies = [("workflow", "0002_stays_with_teams")]

    operations = [
        migrations.AlterField(
            model_name="slip", name="restricted", field=models.BooleanField(default=False, db_default=False)
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="slip", name="restricted")]
        ),
    ]
