"""Migration operations for what the database itself must hold: its roles, and rows that cannot change."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.migrations.operations.base import Operation

APPLICATION, RETENTION = "frontdoor_app", "frontdoor_retention"
PATIENCE = {"lock_timeout": "15s", "statement_timeout": "60s", "idle_in_transaction_session_timeout": "60s"}
"""How long the application waits for a lock, for an answer, and may leave a transaction open: one page that hangs
must not hold up all the others. A page gives up before the proxy does, whose own limit is commonly a minute."""


class DatabaseRoles(Operation):
    """The application's and retention's roles, what they may do with tables made so far and later, and `PATIENCE`.

    The owner, who migrates, makes them without LOGIN if they are not there; whoever deploys lets
    them sign in. Roles belong to the whole server, so undoing this leaves them.
    """

    reversible = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for role in (APPLICATION, RETENTION):
            schema_editor.execute(
                f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
            for privileges, objects in (("SELECT, INSERT, UPDATE, DELETE", "TABLES"), ("USAGE, SELECT", "SEQUENCES")):
                schema_editor.execute(f"GRANT {privileges} ON ALL {objects} IN SCHEMA public TO {role}")
                schema_editor.execute(
                    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {privileges} ON {objects} TO {role}"
                )
        # In this database alone: beside it others of the same server may be migrating at this very moment.
        here = schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"])
        for setting, limit in PATIENCE.items():
            schema_editor.execute(f"ALTER ROLE {APPLICATION} IN DATABASE {here} SET {setting} = '{limit}'")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return "Make the application's and retention's database roles"


class AppendOnly(Operation):
    """The application may add to and read this model's table, and change nothing but `but_for`."""

    reversible = True

    def __init__(self, model_name, but_for=()):
        self.model_name, self.but_for = model_name, tuple(but_for)

    def state_forwards(self, app_label, state):
        pass

    def _table(self, app_label, state, schema_editor):
        return schema_editor.quote_name(state.apps.get_model(app_label, self.model_name)._meta.db_table)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = self._table(app_label, to_state, schema_editor)
        schema_editor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APPLICATION}")
        schema_editor.execute(f"REVOKE UPDATE, TRUNCATE ON {table} FROM {RETENTION}")
        if self.but_for:
            columns = ", ".join(schema_editor.quote_name(column) for column in self.but_for)
            schema_editor.execute(f"GRANT UPDATE ({columns}) ON {table} TO {APPLICATION}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = self._table(app_label, from_state, schema_editor)
        schema_editor.execute(f"GRANT UPDATE, DELETE ON {table} TO {APPLICATION}")

    def deconstruct(self):
        return self.__class__.__name__, [self.model_name], {"but_for": self.but_for}

    def describe(self):
        return f"Let nobody but retention take a row away from {self.model_name}"


class AddIndexAgain(AddIndexConcurrently):
    """An index made while people work, however often: in a migration that is not atomic, run again from its start.

    One that could not be made leaves an invalid index of its name, which would be in its own way. It waits for every
    snapshot older than itself, such as a dump's, for as long as that takes: it holds up nobody meanwhile, so that no
    patience for locks is meant for it.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._ensure_not_in_transaction(schema_editor)
        schema_editor.execute("SET lock_timeout = 0")
        try:
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.execute("RESET lock_timeout")
