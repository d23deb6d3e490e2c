#!/bin/sh
# Writes .env with secrets that nobody has seen, once; docker compose reads it. What .env says already stays as it is.
set -eu
cd "$(dirname "$0")/.."
umask 077
touch .env
for name in TRELLIS_SECRET POSTGRES_PASSWORD TRELLIS_DB_PASSWORD TEMPORAL_DB_PASSWORD; do
  grep -q "^$name=" .env || echo "$name=$(openssl rand -hex 32)" >> .env
done
echo '.env holds the secrets. Keep TRELLIS_SECRET: the links in emails are signed with it.'
