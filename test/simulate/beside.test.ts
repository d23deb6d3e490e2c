import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { peopleOfDatabase, withIds } from '../../cli/simulate/people-of-database.ts';
import { modelledPeople } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { DAY } from '../../domain/time/duration.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { testDatabase } from '../../testing/database.ts';
import { loadBundle } from '../../testing/engine.ts';
import { createRecordingMailer } from '../../testing/recording-mailer.ts';
import { openVirtualWorld, START } from '../../testing/virtual-world.ts';
import { firstSteps, news, nurture } from '../stories/lanes/programs.ts';
import { app as usual } from '../support/app.ts';
import { staffOf } from '../support/cast.ts';

const programs = Object.fromEntries([nurture, firstSteps, news].map((program) => [program.id, program]));
const workflowsPath = fileURLToPath(new URL('../stories/lanes/workflows.ts', import.meta.url));
const app = { ...usual, programs, workflowsPath };

afterEach(() => vi.unstubAllEnvs());

/** A company whose two leads got the first email of `nurture` a week ago; the next one comes after a pause of two weeks. */
async function company() {
  const database = await testDatabase();
  const { db } = database;
  const bundle = await loadBundle(workflowsPath, { sharedModules: true });
  const [mail, staff] = [createRecordingMailer(), await staffOf({})];
  await using world = await openVirtualWorld({ db, app, bundle, programs: ['nurture'], staff, start: START, mail });
  await modelledPeople(2).come(world, { db, cast: castOf([], 1), policy: app.policy });
  await world.as('marketer').campaigns.launch({ name: 'Nurture', program: 'nurture', everybody: true });
  await world.relay();
  await world.engine.runUntil(START + 7 * DAY);
  return { ...database, bundle, staff, [Symbol.asyncDispose]: async () => await database[Symbol.asyncDispose]() };
}

it('a lead of the database continues in its main program while it is in a side program', { timeout: 300_000 }, async () => {
  await using before = await company();
  vi.stubEnv('DATABASE_URL', before.url);
  const ids = (await before.db.selectFrom('leads').select('id').execute()).map(({ id }) => id);
  const order = { app, bundle: before.bundle, staff: before.staff, start: START + 7 * DAY, days: 16, seed: 1 };
  const shared = {
    ...order,
    signal: new AbortController().signal,
    onProgress: () => {},
    spread: { spreadDays: 1, jitterHours: 0 },
  };
  const people = () => peopleOfDatabase({ whom: withIds(ids), seed: 1 });
  const { lives, simulation } = await runSimulation({ ...shared, program: 'first-steps', people: people() });
  expect(simulation).toMatchObject({ people: '2 leads of the database', failures: [], ledger: { balances: true } });
  const days = (emails: readonly { content: string; at: number }[]) =>
    emails.map(({ content, at }) => `${content} on day ${Math.floor((at - START) / DAY)}`);
  for (const { emails, beside } of lives) {
    expect(days(emails)[0]).toBe('first-steps on day 7');
    // The guide of day 0 is not sent again, and the pause after it goes on.
    expect(days(beside)).toEqual(['checklist on day 14']);
  }
  await expect(runSimulation({ ...shared, program: 'nurture', people: people() })).rejects.toThrow('(2 are in one)');
});
