import { describe, expect, it } from 'vitest';
import { arrowsOf, circleIn, reachedFrom, sourcesOf } from './import-graph.ts';
import { domainPackages, insteadOf, rooms } from './walls.ts';

const arrowsIn = async (folders: readonly string[]) =>
  [...(await sourcesOf(folders))].flatMap(([file, source]) => arrowsOf(file, source));
const arrows = await arrowsIn(rooms);
const forbidden = (file: string, source: string) => arrowsOf(file, source).filter(insteadOf).length;

describe('which room may import which', () => {
  it('no import goes through a wall', () => {
    const through = arrows.filter(insteadOf).map(({ from, to, typesOnly }) => `${from} → ${to}${typesOnly ? ' (types)' : ''}`);
    expect(through).toEqual([]);
  });

  it('no imports are circular, not even for types', async () => {
    const all = [...arrows, ...(await arrowsIn(['bench', 'test']))];
    expect(circleIn(all)).toBeUndefined();
  });

  it('the bundle of the workflows holds domain and the SDK, and neither zod nor time zones', () => {
    const reached = reachedFrom('workflows/index.ts', arrows);
    const others = [...reached.keys()].filter((file) => !/^(workflows|domain)\//.test(file));
    expect(reached.size).toBeGreaterThan(30);
    expect(others).toEqual(['@temporalio/workflow']);
    for (const file of Object.values(domainPackages).flat()) expect(reached.get(file)).toBeUndefined();
  });

  it('each package in domain is loaded by the files that are listed for it', () => {
    const loaded = arrows.filter(
      ({ from, to, typesOnly }) => from.startsWith('domain/') && !typesOnly && !to.startsWith('domain/'),
    );
    for (const [name, files] of Object.entries(domainPackages))
      expect(loaded.filter(({ to }) => to === name || to.startsWith(`${name}/`)).map(({ from }) => from)).toEqual(files);
    expect(loaded).toHaveLength(Object.values(domainPackages).flat().length);
  });
});

describe('the walls', () => {
  it.each([
    ['a workflow that calls an activity by itself', 'workflows/x.ts', `import { touch } from '../activities/touch/touch.ts';`],
    ['a workflow that re-exports one', 'workflows/x.ts', `export { touch } from '../activities/touch/touch.ts';`],
    ['a workflow that loads content for a type', 'workflows/x.ts', `import { type Id } from '../content/catalog.ts';`],
    ['a workflow that knows how content is compiled', 'workflows/x.ts', `import type { Id } from '../content/compile.ts';`],
    ['a workflow with node modules', 'workflows/x.ts', `import 'node:fs';`],
    ['a workflow with zod', 'workflows/x.ts', `import { z } from 'zod';`],
    ['a domain that knows the database', 'domain/x.ts', `import type { Db } from '../db/database.ts';`],
    ['a domain that hashes with node', 'domain/x.ts', `import { createHash } from 'node:crypto';`],
    ['a database that knows its callers', 'db/x.ts', `import { askLead } from '../api/leads/ask-lead.ts';`],
    ['an API that runs a program', 'api/x.ts', `import { programs } from '../workflows/programs/index.ts';`],
    ['an API that imports late', 'api/x.ts', `await import('../activities/touch/touch.ts');`],
    ['a query that decides', 'db/x.ts', `import { closeChannel } from '../services/contact/close-channel.ts';`],
    ['an activity that steers leads', 'activities/x.ts', `import { Client } from '@temporalio/client';`],
    ['a console that reads the database', 'console/x.tsx', `import { openDatabase } from '../db/database.ts';`],
    ['an app that reaches behind the published names', 'example/x.ts', `import type { Lead } from '../workflows/lead.ts';`],
    ['a platform that stands on a test', 'worker/x.ts', `import { root } from '../test/frame/import-graph.ts';`],
  ])('stop %s', (_, file, source) => {
    expect(forbidden(file, source)).toBe(1);
  });

  it.each([
    [
      'a workflow that knows activities as types',
      'workflows/x.ts',
      `import type { Activities } from '../activities/contract.ts';`,
    ],
    ['an API that knows messages', 'api/x.ts', `import { signals } from '../workflows/messages.ts';`],
    ['an app that imports the package', 'example/x.ts', `import { program } from 'trellis';`],
    ['a folder within a folder', 'api/routers/x.ts', `import { askLead } from '../leads/ask-lead.ts';`],
  ])('let %s pass', (_, file, source) => {
    expect(forbidden(file, source)).toBe(0);
  });

  it('find a circle, also one of types', () => {
    const a = arrowsOf('domain/a.ts', `import { b } from './b.ts';`);
    expect(circleIn([...a, ...arrowsOf('domain/b.ts', `export * from './a.ts';`)])).toHaveLength(3);
    expect(circleIn([...a, ...arrowsOf('domain/b.ts', `import type { A } from './a.ts';`)])).toHaveLength(3);
    expect(circleIn(a)).toBeUndefined();
  });
});
