"""docker-compose.yml, read by Compose itself: it holds the file to its schema and fills in the environment."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from stack.account import own_account
from stack.paths import CHECKOUT
from stack.postgres import DISCREET, INITDB, programs
from stack.throwaway import private_folder, running_servers

COMPOSE = Path(sys.executable).parent / "docker-compose"
SECRETS = ("OWNER_PASSWORD", "APP_PASSWORD", "REDIS_PASSWORD", "SECRET_KEY")
REQUIRED = (*SECRETS, "ALLOWED_HOSTS", "AUTHORITY", "EMAIL_URL", "DEFAULT_FROM_EMAIL")
GIVEN = {name: f"given-{name.lower()}" for name in REQUIRED}


def compose(*arguments: str, given: dict[str, str]) -> subprocess.CompletedProcess:
    command = [COMPOSE, "--env-file", "/dev/null", "--file", CHECKOUT / "docker-compose.yml", "config", *arguments]
    return subprocess.run(command, env=given, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def filled_in() -> dict:
    done = compose("--format", "json", given=GIVEN)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_file_keeps_to_the_schema(filled_in):
    assert set(filled_in["services"]) == {"postgres", "redis", "migrate", "web", "worker", "beat"}


@pytest.mark.parametrize("name", REQUIRED)
def test_nothing_starts_without(name):
    done = compose("--quiet", given={**GIVEN, name: ""})
    assert done.returncode != 0
    assert f"set {name}" in done.stderr


def test_no_secret_has_a_default_or_a_value_in_the_file():
    raw = compose("--no-interpolate", "--format", "json", given={}).stdout
    named = set(re.findall(r"\$\{(\w+)([^}]*)\}", raw))
    assert {name for name, _ in named} - {"PORT"} == set(REQUIRED)
    assert all(rest == f":?set {name}" for name, rest in named if name in REQUIRED)
    written = re.findall(r'"(\w*(?:PASSWORD|SECRET|AUTH)\w*)": "([^"]*)"', raw)
    assert written
    assert all(value.startswith("${") for _, value in written)


def test_every_required_name_is_explained_and_left_empty_in_the_example():
    lines = (CHECKOUT / "deploy" / "env.example").read_text().splitlines()
    assert {line for line in lines if line and not line.startswith("#")} == {f"{name}=" for name in REQUIRED}


def test_only_migrations_know_the_owner(filled_in):
    services = filled_in["services"]
    knowing = {name for name, service in services.items() if GIVEN["OWNER_PASSWORD"] in json.dumps(service)}
    assert knowing == {"postgres", "migrate"}
    for name in ("web", "worker", "beat"):
        assert services[name]["environment"]["DATABASE_URL"].startswith("postgres://frontdoor_app:")


def test_a_migration_does_not_wait_long_for_a_lock(filled_in):
    services = filled_in["services"]
    waiting = {name: service.get("environment", {}).get("PGOPTIONS") for name, service in services.items()}
    assert {name: options for name, options in waiting.items() if options} == {"migrate": "-c lock_timeout=10s"}


def test_the_application_waits_for_the_migrations_and_they_for_the_database(filled_in):
    services = filled_in["services"]
    assert services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_only_the_web_server_is_reached_from_outside_and_only_from_this_machine(filled_in):
    services = filled_in["services"]
    assert {name for name, service in services.items() if "ports" in service} == {"web"}
    assert [port["host_ip"] for port in services["web"]["ports"]] == ["127.0.0.1"]


def test_the_files_that_it_mounts_and_builds_from_are_there(filled_in):
    mounted = [volume for volume in filled_in["services"]["postgres"]["volumes"] if volume["type"] == "bind"]
    assert [Path(volume["source"]).is_file() for volume in mounted] == [True]
    assert (CHECKOUT / filled_in["services"]["web"]["build"]["dockerfile"]).is_file()


def test_production_has_the_same_database_as_make_run(filled_in):
    postgres = filled_in["services"]["postgres"]
    assert set(postgres["environment"]["POSTGRES_INITDB_ARGS"].split()) <= set(INITDB.split())
    server = subprocess.run([programs(own_account()) / "postgres", "--version"], capture_output=True, text=True)
    assert re.search(r"PostgreSQL\) (\d+)", server.stdout)[1] == postgres["image"].partition(":")[2]


def test_production_has_the_same_discreet_database_log_as_make_run(filled_in):
    command = filled_in["services"]["postgres"]["command"]
    assert command == ["postgres", *(word for setting in DISCREET for word in ("-c", setting))]


def test_what_people_send_in_through_the_web_the_worker_finds(filled_in):
    for name in ("web", "worker"):
        service = filled_in["services"][name]
        (volume,) = service["volumes"]
        assert (volume["type"], volume["source"]) == ("volume", "files")
        assert volume["target"] == service["environment"]["FILES"]
        assert re.search(
            rf"--owner frontdoor --mode 700 {volume['target']}$", (CHECKOUT / "Dockerfile").read_text(), re.M
        )


def test_redis_keeps_what_is_queued(filled_in):
    assert "--appendonly yes" in " ".join(filled_in["services"]["redis"]["command"])


def test_redis_is_healthy_only_when_it_lets_the_password_in(filled_in):
    assert filled_in["services"]["redis"]["healthcheck"]["test"] == ["CMD", "redis-cli", "-e", "ping"]


def test_no_log_grows_for_ever(filled_in):
    assert {service["logging"]["driver"] for service in filled_in["services"].values()} == {"local"}
    for name in ("worker", "beat"):
        assert filled_in["services"][name]["command"][-2:] == ["--loglevel", "WARNING"]


def test_who_is_stopped_has_the_time_for_what_is_in_hand(filled_in):
    web, worker = (filled_in["services"][name] for name in ("web", "worker"))
    assert web["stop_grace_period"] == "35s"
    assert (worker["stop_signal"], worker["stop_grace_period"]) == ("SIGQUIT", "1m0s")


def test_the_image_has_a_home_that_its_user_may_write_to():
    assert re.search(r"^ENV .*\bHOME=/tmp$", (CHECKOUT / "Dockerfile").read_text(), re.M)


def test_the_script_for_the_roles_gives_the_application_its_password():
    with private_folder() as folder, running_servers(folder) as (cluster, _):
        owner = psycopg2.connect(cluster.url("frontdoor_owner"))
        with owner, owner.cursor() as cursor:
            cursor.execute("DROP ROLE frontdoor_app, frontdoor_retention")
            path = f"{programs(own_account())}:{os.environ['PATH']}"
            given = {"POSTGRES_USER": "frontdoor_owner", "POSTGRES_DB": "frontdoor", "APP_PASSWORD": "it's \\ odd"}
            owner.commit()
            script = CHECKOUT / "deploy" / "postgres" / "10-roles.sh"
            subprocess.run([script], env={"PATH": path, "PGHOST": str(cluster.socket), **given}, check=True, timeout=30)
            cursor.execute(
                "SELECT rolname, rolcanlogin, rolpassword LIKE 'SCRAM%%' FROM pg_authid WHERE rolname ~ 'app|ret'"
            )
            assert set(cursor.fetchall()) == {("frontdoor_app", True, True), ("frontdoor_retention", False, None)}
        owner.close()


def test_gunicorn_takes_the_images_command():
    command = json.loads(
        re.search(r"^CMD (\[.*?\])", (CHECKOUT / "Dockerfile").read_text(), re.S | re.M)[1].replace("\\\n", "")
    )
    program, *arguments = command
    assert "--no-control-socket" in arguments
    done = subprocess.run(
        [Path(sys.executable).parent / program, *arguments, "--check-config"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
