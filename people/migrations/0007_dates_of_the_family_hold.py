from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Nothing on file ends before it starts: looked through while everybody goes on working."""

    dependencies = [("people", "0006_readers_that_ended")]

    operations = [
        ValidateConstraint(model_name=model, name=f"{name}_ends_after_it_starts")
        for model, name in (
            ("address", "address"),
            ("householdmember", "household_member"),
            ("protectedaddress", "protected_address"),
            ("relationship", "relationship"),
        )
    ]
