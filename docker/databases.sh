#!/bin/sh
# Postgres runs this once, on an empty volume: a user and a database for Trellis, another user and two for Temporal.
# Neither user is a superuser, and neither reaches what is the other's.
set -eu

psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
  --set trellis_password="$TRELLIS_DB_PASSWORD" --set temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role trellis login password :'trellis_password';
create role temporal login password :'temporal_password';
create database trellis owner trellis;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke all on database postgres, trellis, temporal, temporal_visibility from public;
SQL
