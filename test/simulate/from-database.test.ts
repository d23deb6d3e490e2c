import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, it, vi } from 'vitest';
import { everybody, inAudience, peopleOfDatabase } from '../../cli/simulate/people-of-database.ts';
import { modelledPeople } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { loadApp } from '../../config/load-app.ts';
import { staffIn } from '../../config/staff-file.ts';
import { DAY } from '../../domain/time/duration.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { testDatabase } from '../../testing/database.ts';
import { loadBundle } from '../../testing/engine.ts';
import { createRecordingMailer } from '../../testing/recording-mailer.ts';
import { openVirtualWorld, START } from '../../testing/virtual-world.ts';
import { root } from '../frame/import-graph.ts';

const app = await loadApp(join(root, 'cli/init/template'));

afterEach(() => vi.unstubAllEnvs());

/** The database of a company: three leads that the program has left behind it, and four that no program knows. */
async function companyDatabase() {
  const database = await testDatabase();
  const bundle = await loadBundle(app.workflowsPath, { sharedModules: true });
  const mail = createRecordingMailer();
  const staff = await staffIn(app.dir);
  const { db } = database;
  await using world = await openVirtualWorld({ db, app, bundle, programs: ['welcome'], staff, start: START, mail });
  await modelledPeople(7).come(world, { db, cast: castOf([], 1), policy: app.policy });
  const leads = await db.selectFrom('leads').select('id').orderBy('id').execute();
  const leadIds = leads.slice(0, 3).map(({ id }) => id);
  await world.as('marketer').campaigns.launch({ name: 'In spring', program: 'welcome', audience: { leadIds } });
  await world.relay();
  await world.engine.runUntil(START + 2 * DAY);
  return database;
}

/** A user who may read everything and write nothing. */
async function readerOf(url: string, db: Awaited<ReturnType<typeof testDatabase>>['db']): Promise<string> {
  await sql`create role reads_only login password 'reads'`.execute(db);
  await sql`grant select on all tables in schema public to reads_only`.execute(db);
  const reader = new URL(url);
  reader.username = 'reads_only';
  reader.password = 'reads';
  return reader.href;
}

const order = {
  app,
  program: 'welcome',
  start: START + 2 * DAY,
  days: 10,
  seed: 1,
  signal: new AbortController().signal,
  onProgress: () => {},
};

it('an audience of the database goes through a program', { timeout: 300_000 }, async () => {
  await using database = await companyDatabase();
  const { db, url } = database;
  vi.stubEnv('DATABASE_URL', url);
  const chosen = await db.selectFrom('leads').select(['id', 'email']).orderBy('id', 'desc').limit(2).execute();
  const audience = (words: string) => peopleOfDatabase({ whom: inAudience(app, words), seed: 1 });
  await db
    .updateTable('leads')
    .set({ country: 'NL' })
    .where(
      'id',
      'in',
      chosen.map(({ id }) => id),
    )
    .execute();
  await db
    .updateTable('leads')
    .set({ country: 'DE' })
    .where(
      'id',
      'not in',
      chosen.map(({ id }) => id),
    )
    .execute();
  const { lives } = await runSimulation({ ...order, days: 2, people: audience('country is NL and stage is inquiry') });
  expect(lives.map(({ email }) => email).toSorted()).toEqual(chosen.map(({ email }) => email).toSorted());
  await expect(runSimulation({ ...order, people: audience('country is Atlantis and stag is inquiry') })).rejects.toThrow(
    "--audience: This audience can't be read: ",
  );
  await expect(runSimulation({ ...order, people: audience('stage is customer') })).rejects.toThrow(
    'the database has no leads in the audience "stage is customer" outside of programs (0 are in one).',
  );
});

it(
  'the leads of a database that are in no program go through one, unless they were merged or erased, and nothing is written there',
  { timeout: 300_000 },
  async () => {
    await using database = await companyDatabase();
    const { db, url } = database;
    const known = await db.selectFrom('leads').select(['id', 'email']).orderBy('id').execute();
    const [merged, erased] = known.slice(5).map(({ id }) => id);
    await db.updateTable('leads').set({ duplicateOf: known[4]!.id }).where('id', '=', merged!).execute();
    await db
      .updateTable('leads')
      .set({ erasedAt: new Date(START) })
      .where('id', '=', erased!)
      .execute();
    vi.stubEnv('DATABASE_URL', await readerOf(url, db));
    try {
      const { simulation, lives } = await runSimulation({
        ...order,
        people: peopleOfDatabase({ whom: everybody, seed: 1 }),
      });
      expect(simulation.people).toBe('2 leads of the database, without 3 in a program');
      expect(simulation).toMatchObject({ leads: 2, enrolled: 2, ledger: { balances: true } });
      expect(lives.map(({ id, email }) => ({ id, email }))).toEqual(known.slice(3, 5));
    } finally {
      await sql`drop owned by reads_only`.execute(db);
      await sql`drop role reads_only`.execute(db);
    }
  },
);
