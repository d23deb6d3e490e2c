# syntax=docker/dockerfile:1
FROM node:24.21.0-trixie-slim@sha256:8ec5d7557396cfe32d21c3f9c13072355ceab22b584578ca4bb28af31120cffe AS console

# The console is built here, and only its files go into the image.
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY client client
COPY console console
COPY domain domain
RUN node console/build.js

FROM node:24.21.0-trixie-slim@sha256:8ec5d7557396cfe32d21c3f9c13072355ceab22b584578ca4bb28af31120cffe

# Temporal Cloud and mail servers are reached by TLS.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*

ENV NODE_ENV=production
WORKDIR /app

# The image has Node: what npm brings of it stays out. The Postgres that npm brings is for simulations only.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/node-linux-* node_modules/.bin/node \
  && npm cache clean --force

# No build: Node runs the sources.
COPY . .
COPY --from=console /app/console/dist console/dist

# npm keeps the links of that Postgres in a file; they are made while the folder can be written.
RUN node --input-type=module -e "await (await import('./dev/postgres/postgres-binaries.ts')).postgresBinaries()"

USER node
EXPOSE 8080
ENTRYPOINT ["node", "cli/trellis.js"]
CMD ["--help"]
