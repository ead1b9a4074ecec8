#!/bin/bash
# Run once, by the PostgreSQL image, when it makes the database: the two roles besides the owner.
# The migrations give each its rights; the application may not change or delete what was written of who did what.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --set password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE frontdoor_app LOGIN PASSWORD :'password';
CREATE ROLE frontdoor_retention NOLOGIN;
SQL
