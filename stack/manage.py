"""`python -m stack manage ARGUMENTS`: manage.py on this folder's own database, whether the stack runs or not."""

import os
import signal
import subprocess
import sys

from stack.child import leashed, stop
from stack.environment import given_databases, settings_for
from stack.paths import CHECKOUT, var_folder
from stack.postgres import STOP_SIGNAL, Cluster, durable_cluster
from stack.state import State
from stack.throwaway import wait_for
from stack.valkey import durable_broker

NOT_MADE = "There is no database yet: `make run` makes it."


def main(arguments: list[str]) -> int:
    """Run one management command beside the servers of this checkout."""
    state = State(var_folder())
    if not state.var.exists():
        raise SystemExit(NOT_MADE)
    given = given_databases(state)
    if given:
        return manage(arguments, state, given)
    cluster = durable_cluster(state.var)
    if cluster.answers():
        return manage(arguments, state, cluster.urls())
    return beside_a_server(arguments, state, cluster)


def beside_a_server(arguments: list[str], state: State, cluster: Cluster) -> int:
    """Start the database for as long as the command takes."""
    state.hold()
    if not cluster.made():
        raise SystemExit(NOT_MADE)
    server = cluster.start(state.log("postgres"))
    try:
        wait_for(cluster.answers, server)
        return manage(arguments, state, cluster.urls())
    finally:
        stop(server, STOP_SIGNAL, patience=30)


def manage(arguments: list[str], state: State, databases: dict[str, str]) -> int:
    """Run manage.py as the application's role, and `migrate` as the owner's."""
    if arguments[:1] == ["migrate"]:
        databases = databases | {"DATABASE_URL": databases["MIGRATION_DATABASE_URL"]}
    broker = {"REDIS_URL": os.environ.get("REDIS_URL") or durable_broker(state.var).url}
    environment = os.environ | settings_for(state) | broker | databases
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, preexec_fn=leashed(signal.SIGTERM)).returncode
