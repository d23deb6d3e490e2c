import { app } from '../support/app.ts';
import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from '../../audit/faults.ts';
import { commands } from '../../cli/commands.ts';
import { packageFile } from '../../cli/init/package-file.ts';
import { appRouter } from '../../api/router.ts';
import { STANDARD_ZONE } from '../../domain/time/zone.ts';
import { BadSettings, readSettings } from '../../worker/settings.ts';
import { arrowsOf, reachedFrom, root, sourcesOf } from './import-graph.ts';
import { settingsInCode } from './settings-in-code.ts';
import { rooms, walls, type Room } from './walls.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages: string[] = [];
for await (const page of glob(['*.md', '*/README.md', 'testing/engine/README.md', 'docs/**/*.md'], { cwd: root }))
  pages.push(page);

/** The text of every page, with the page: what is wrong can be found. */
const inPages = (pattern: RegExp): [page: string, found: string][] =>
  pages.flatMap((page) => [...read(page).matchAll(pattern)].map((match): [string, string] => [page, match[1] ?? match[0]]));

const flat = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();

describe('the documents', () => {
  it('excerpts match the files that they name', () => {
    const blocks = pages.flatMap((page) =>
      [...read(page).matchAll(/^```\w+ (\S+)\n([^]*?)^```$/gm)].map((match) => ({ page, match })),
    );
    expect(blocks.length).toBeGreaterThan(2);
    for (const { page, match } of blocks) {
      const [, file = '', block = ''] = match;
      expect(flat(read(file)).includes(flat(block)), `${page} quotes ${file}:\n${block}`).toBe(true);
    }
  });

  it('each room has a README of at most ten lines, which names the file to begin with', () => {
    const doors = [...rooms.filter((room) => existsSync(join(root, room))), 'example', 'test'].map((room) =>
      join(room, 'README.md'),
    );
    expect(doors.filter((door) => !pages.includes(door))).toEqual([]);
    for (const door of doors) {
      expect(read(door).trim().split('\n').length, door).toBeLessThanOrEqual(10);
      expect(read(door), door).toMatch(/Begin with \[[\w/.-]+\]/);
    }
    expect(doors.length).toBeGreaterThan(15);
  });

  it('links lead to files that are there', () => {
    const links = inPages(/\]\(([^)#:]+)(?:#[^)]*)?\)/g);
    expect(links.filter(([page, link]) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
    expect(links.length).toBeGreaterThan(3);
  });

  it('files and folders that are named are there', () => {
    const named = inPages(
      /`((?:activities|api|audit|bench|chaos|cli|client|config|content|db|demo|dev|docs|domain|engine|example|services|simulate|test|testing|worker|workflows)\/[\w./-]+)`/g,
    );
    const isPattern = (path: string) => /[A-Z]{3}/.test(path);
    expect(named.filter(([, path]) => !isPattern(path) && !existsSync(join(root, path)))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  it('the page of the audit has a row for each kind of fault', () => {
    const rows = [...read('docs/audit.md').matchAll(/^\| `(\w+)`/gm)].map(([, kind]) => kind);
    expect(new Set(rows)).toEqual(new Set(Object.keys(faults)));
  });

  it('commands exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const ran = inPages(/npm run ([\w-]+)/g).filter(([, name]) => name !== 'trellis');
    expect(ran.filter(([, name]) => !(name in scripts))).toEqual([]);
    const trellis = [...inPages(/(?:npm run trellis --|cli\/trellis\.js|`trellis) (\w[\w-]*)/g)];
    expect(trellis.filter(([, name]) => !(name in commands))).toEqual([]);
    expect(trellis.length).toBeGreaterThan(5);
  });

  it('a process that npm starts gets the signals that npm gets', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const { scripts: ofNewApp } = JSON.parse(packageFile(root)) as { scripts: Record<string, string> };
    // The shell that npm starts passes none on, so it makes way for the process.
    expect(
      [scripts.demo, scripts.dev, scripts.worker, scripts.api, ofNewApp.dev].filter((one) => !one?.startsWith('exec ')),
    ).toEqual([]);
  });

  const procedures = Object.keys(appRouter._def.procedures);
  const routers = [...new Set(procedures.map((name) => name.split('.')[0]))].join('|');
  /** Names of procedures in a text, of those that begin as a router does. */
  const calledIn = (text: string, before: string): string[] =>
    [...text.matchAll(new RegExp(`${before}((?:${routers})\\.[a-z]\\w*\\b(?![.]\\w))`, 'g'))]
      .map(([, name = '']) => name)
      .filter((name) => !name.endsWith('.ts'));

  it('procedures of the API exist, but for those that the list of changes says are gone', () => {
    const called = pages.flatMap((page) => calledIn(read(page), '(?:call |`)').map((name) => [page, name] as const));
    const others = [
      ...['campaigns.report', 'tasks.mine', 'tasks.ofTeam', 'tasks.waitingForDecision'].map((gone) => ['CHANGELOG.md', gone]),
      // Acts of the command line, as the audit log names them.
      ...['audit.repair', 'audit.acknowledge'].map((act) => ['docs/audit.md', act]),
    ];
    expect(called.filter(([, name]) => !procedures.includes(name))).toEqual(others);
    expect(new Set(called.map(([, name]) => name)).size).toBeGreaterThan(80);
  });

  it('procedures and commands that alerts and refusals tell people to use exist', async () => {
    const rules = read('docs/monitoring/alerts.yml');
    const alerts = calledIn(rules, '\\b');
    expect(alerts).toContain('ops.unattended');
    expect([...rules.matchAll(/\(trellis (\w+)\)/g)].filter(([, command = '']) => !(command in commands))).toEqual([]);
    const told = [...(await sourcesOf(['api', 'domain', 'services', 'audit', 'cli', 'worker'])).values()]
      .flatMap((source) => source.match(/\b(?:todo|wayOut|next|text): *\n? *['`].*/g) ?? [])
      .flatMap((sentence) => calledIn(sentence, '[ (]'));
    expect(told.length).toBeGreaterThan(20);
    expect([...alerts, ...told].filter((name) => !procedures.includes(name))).toEqual([]);
  });
});

describe('the page about the architecture', () => {
  const page = read('ARCHITECTURE.md');
  const tableOf = (title: string) =>
    [...(page.slice(page.indexOf(title)).split('\n\n')[1] ?? '').matchAll(/^\| `([\w/]+)` \|(.*)\|(.*)\|(.*)\|$/gm)].map(
      ([, room = '', , values = '', types = '']) => ({ room, values, types }),
    );
  const product = tableOf('**The product**');
  const rows = [...product, ...tableOf('**Around it**')];
  const named = (cell: string) => {
    const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    return new Set(cell.includes('the product') ? [...product.map(({ room }) => room), ...names] : names);
  };

  it('has a row for each room', () => {
    expect(rows.map(({ room }) => room).toSorted()).toEqual(rooms.filter((room) => existsSync(join(root, room))).toSorted());
  });

  it('says of each room what the walls say', () => {
    for (const { room, values, types } of rows) {
      const wall: { values: readonly string[]; types?: readonly string[] } = walls[room as Room];
      expect(named(values), `${room} imports`).toEqual(new Set(wall.values));
      expect(named(types), `${room} imports types of`).toEqual(new Set(wall.types));
    }
  });
});

/** Steps that no import leads to, each with what does. */
const hops: Readonly<Record<string, string>> = {
  'api/routes/imports.ts': 'a request',
  'api/campaigns/start.ts': 'a request',
  'worker/relay.ts': 'the outbox',
  'engine/temporal-engine.ts': 'the interface of the engine',
  'workflows/lead-lifecycle.ts': 'Temporal',
  'workflows/handlers.ts': 'Temporal',
  'workflows/sales/task.ts': 'Temporal',
  'workflows/sales/recycle.ts': 'what the track does with the task',
  'activities/enrich/enrich.ts': 'Temporal',
  'activities/touch/touch.ts': 'Temporal',
  'activities/touch/smtp-mailer.ts': 'the interface of the mailer',
  'workflows/lead.ts': 'the lead that a program gets',
};

describe('the journeys through the files', async () => {
  const sources = await sourcesOf([...rooms.filter((room) => !room.includes('/')), 'example']);
  const arrows = [...sources]
    .flatMap(([file, source]) => arrowsOf(file, source))
    .map((arrow) => ({ ...arrow, typesOnly: false }));
  const text = read('ARCHITECTURE.md').split('## Five journeys')[1]!;
  const journeys = text
    .split('\n### ')
    .slice(1)
    .map((journey) => ({
      title: journey.split('\n')[0]!,
      steps: [...journey.matchAll(/^(\d+)\. `([^`]+)`/gm)].map(([, number, file = '']) => ({ number: Number(number), file })),
    }));

  it('are five, with at most twenty steps each', () => {
    expect(journeys).toHaveLength(5);
    for (const { title, steps } of journeys) {
      expect(
        steps.map(({ number }) => number),
        title,
      ).toEqual(steps.map((_, index) => index + 1));
      expect(steps.length, title).toBeGreaterThan(10);
      expect(steps.length, title).toBeLessThanOrEqual(20);
    }
  });

  it.each(journeys)('$title: each step is loaded by an earlier one, loads one, or comes over a hop', ({ steps }) => {
    const imports = new Set(arrows.map(({ from, to }) => `${from} ${to}`));
    const unreached = steps.filter(({ file }, index) => {
      const before = steps.slice(0, index).map((step) => step.file);
      if (index === 0 || before.includes(file) || before.some((other) => imports.has(`${file} ${other}`))) return false;
      return !before.some((other) => reachedFrom(other, arrows).has(file));
    });
    expect(unreached.filter(({ file }) => hops[file] === undefined)).toEqual([]);
  });
});

describe('the table of settings', () => {
  const rows = [...read('README.md').matchAll(/^\| (`[A-Z_`, ]+) \| ([^|]*) \|/gm)].map(([, names = '', value = '']) => ({
    names: names.match(/[A-Z_]+/g) ?? [],
    value: value.trim(),
  }));

  it('lists what the code reads, each once, and nothing else', async () => {
    expect(rows.flatMap(({ names }) => names).toSorted()).toEqual([...(await settingsInCode())].toSorted());
  });

  it('says which ones the platform cannot do without', () => {
    const required = rows.filter(({ value }) => value === 'required').flatMap(({ names }) => names);
    const refusal = (() => {
      try {
        readSettings({}, app.sender);
        return '';
      } catch (error) {
        if (error instanceof BadSettings) return error.message;
        throw error;
      }
    })();
    const missing = refusal.match(/^\w+(?=: is missing)/gm) ?? [];
    expect(new Set(required)).toEqual(new Set([...missing, 'TEMPORAL_ADDRESS']));
  });

  it('names the defaults that hold', () => {
    const source = read('worker/settings.ts');
    for (const { names, value } of rows) {
      const defaults = value.match(/(?<=`)[^`,]+(?=`)/g) ?? [];
      for (const [index, name] of names.entries()) {
        const inCode = new RegExp(`${name}: .*\\.default\\('?([^')]+)'?\\)`).exec(source)?.[1];
        if (inCode !== undefined && defaults[index] !== undefined)
          expect(defaults[index], name).toBe(inCode === 'STANDARD_ZONE' ? STANDARD_ZONE : inCode);
      }
    }
  });
});
