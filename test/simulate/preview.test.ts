import { sql } from 'kysely';
import { inject, expect, test } from 'vitest';
import type { Simulate } from '../../api/campaigns/simulator.ts';
import { createCaller } from '../../api/router.ts';
import { previewText } from '../../cli/campaign/preview-text.ts';
import { createSimulator, type SimulatorOptions } from '../../cli/simulate/simulator.ts';
import { sms } from '../../channels/index.ts';
import { databaseUrlOf } from '../../dev/postgres/database.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, type World } from '../api/world.ts';
import { app } from '../support/app.ts';

/** A marketer of an API that has a simulator. */
async function withSimulator({ db, deps }: World, options: Partial<SimulatorOptions> = {}) {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  const simulator = createSimulator({
    app: app.dir,
    databaseUrl: databaseUrlOf(inject('databaseUrl'), rows[0]!.name),
    ...options,
  });
  const principal = { id: 'key', name: 'marketer', role: 'marketer' } as const;
  const { campaigns } = createCaller({ ...deps, simulate: simulator.simulate, principal });
  return { campaigns, [Symbol.asyncDispose]: async () => await simulator[Symbol.asyncDispose]() };
}

const textChannel = sms({
  sender: 'Sundry',
  company: 'Sundry',
  contact: 'hello@example.com',
  url: 'https://texts.example.com',
  token: 'x',
});

/** Leads of companies of their own. */
async function leadsOf(world: World, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => ({ email: `lead${n}@company${n}.example`, company: `Company ${n}` }));
  await world.as('marketer').imports.run({ file: { rows }, source: 'fair', consentBasis: 'optIn' });
}

async function everything({ db }: World): Promise<unknown> {
  const { rows } = await sql<{ table: string }>`
    select table_name as table from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(
    db,
  );
  return await Promise.all(
    rows.map(async ({ table }) => [
      table,
      (await sql`select to_jsonb(t) from ${sql.table(table)} as t order by 1`.execute(db)).rows,
    ]),
  );
}

const days = ({ emailsByDay }: { emailsByDay: readonly { readonly emails: number }[] }): number =>
  emailsByDay.reduce((sum, { emails }) => sum + emails, 0);

test(
  'a preview says which emails go out on which day, which come first, and what reps would do',
  { timeout: 400_000 },
  async () => {
    await using world = await createWorld();
    await world.rep('sdr', 'Sam Rivers', 'sdr-team');
    await world.rep('salesperson', 'Mia Stone', 'deal-team');
    await leadsOf(world, 60);
    await world.as('marketer').contact.close({ leadId: 'lead7@company7.example', channel: 'email', reason: 'doNotContact' });
    await using marketer = await withSimulator(world, { within: 300_000 });
    const { campaignId } = await marketer.campaigns.draft({
      name: 'Spring',
      program: 'newcomers',
      everybody: true,
      spreadDays: 3,
    });
    const before = await everything(world);
    const preview = await marketer.campaigns.preview({ campaignId, days: 10 });
    expect(await everything(world)).toEqual(before);
    expect(preview).toMatchObject({ leads: 59, not: [{ code: 'doNotContact', leads: 1 }], notExpectedBecause: null });
    const expected = preview.expected!;
    expect(expected).toMatchObject({
      days: 10,
      sampled: 40,
      first: [{ content: 'guide', channel: 'email', label: 'guide', leads: 59, from: '2026-03-10', to: '2026-03-12' }],
    });
    expect(expected.text).toMatch(
      /^40 of the 59 leads were simulated for 10 days, and the result was scaled up: \d+ emails \(\d+ to \d+\)\. Leads react like/,
    );
    expect(days(expected)).toBeGreaterThan(59);
    expect(new Set(expected.load.map(({ rep }) => rep))).toEqual(new Set(['Mia Stone', 'Sam Rivers']));
    expect(expected.load[0]!.text).toMatch(
      /^(Mia Stone|Sam Rivers) \(\w+-team\): \d+ new tasks?, at most \d+ on 2026-03-\d\d; has 0 open, and can have 50/,
    );
    expect(expected.some).toHaveLength(5);
    for (const { touches, email } of expected.some) {
      expect(touches[0]).toMatchObject({ content: 'guide' });
      expect(preview.sample.map((lead) => lead.email)).toContain(email);
    }
    expect(previewText(preview)).toContain('What they get first:\n  guide: 59 leads, 2026-03-10 to 2026-03-12\nWork for reps:\n');
    expect(previewText(preview)).toMatch(/\nday +emails *\n2026-03-10 +\d+ +█/);
    expect(await marketer.campaigns.preview({ campaignId, days: 10 })).toEqual(preview);
  },
);

test('a preview never expects fewer emails than the simulated leads alone get', async () => {
  await using world = await createWorld();
  await leadsOf(world, 60);
  const simulate: Simulate = ({ leadIds, start }) =>
    Promise.resolve({
      lives: leadIds.map((id, n) => ({
        id,
        emails: Array.from({ length: n === 0 ? 5 : 0 }, () => ({ content: 'guide', channel: 'email' as const, at: start })),
        beside: [],
        place: { stage: 'inquiry' as const, track: null, because: null },
      })),
      load: [],
    });
  const principal = { id: 'key', name: 'marketer', role: 'marketer' } as const;
  const { campaigns } = createCaller({ ...world.deps, simulate, principal });
  const { campaignId } = await campaigns.draft({ name: 'Spring', program: 'newcomers', everybody: true });
  const { expected } = await campaigns.preview({ campaignId, days: 10 });
  expect(expected!.text).toContain(': 8 emails (5 to 16). Leads react like');
});

test('a preview counts without a simulator, and says why it has no forecast', async () => {
  await using world = await createWorld();
  await leadsOf(world, 3);
  const { campaigns } = world.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'Spring', program: 'newcomers', everybody: true });
  const preview = await campaigns.preview({ campaignId });
  expect(preview).toMatchObject({
    leads: 3,
    expected: null,
    notExpectedBecause: expect.stringContaining(
      'This server can’t simulate emails and calls; the count of leads is right.',
    ) as string,
  });
  expect(previewText(preview)).toContain(
    'There is no forecast: This server can’t simulate emails and calls; the count of leads is right.',
  );
});

test('a simulation that takes too long is given up, and the count is still given', { timeout: 120_000 }, async () => {
  await using world = await createWorld();
  await leadsOf(world, 3);
  await using marketer = await withSimulator(world, { within: 1 });
  const { campaignId } = await marketer.campaigns.draft({ name: 'Spring', program: 'newcomers', everybody: true });
  const counted = await marketer.campaigns.preview({ campaignId, days: 0 });
  expect(counted).toMatchObject({
    leads: 3,
    expected: null,
    notExpectedBecause: 'You asked for no days, so the leads were only counted.',
  });
  expect(await marketer.campaigns.preview({ campaignId })).toMatchObject({
    leads: 3,
    expected: null,
    notExpectedBecause: 'The simulation took more than 0.001 seconds. Ask for fewer days, or again when less is going on.',
  });
});

test('a preview says in words that a simulation failed, and leaves what went wrong to the log', async () => {
  await using world = await createWorld();
  await leadsOf(world, 3);
  const simulate: Simulate = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7 as ann@pier1.example'));
  const principal = { id: 'key', name: 'marketer', role: 'marketer' } as const;
  const { campaigns } = createCaller({ ...world.deps, simulate, principal });
  const { campaignId } = await campaigns.draft({ name: 'Spring', program: 'newcomers', everybody: true });
  const { leads, expected, notExpectedBecause } = await campaigns.preview({ campaignId });
  expect({ leads, expected }).toEqual({ leads: 3, expected: null });
  expect(notExpectedBecause).toMatch(/^The simulation of emails and calls failed; the count of leads is right\. Try again/);
  expect(notExpectedBecause).not.toContain('ECONNREFUSED');
});

/** Everybody gets a text on the first day, and an email on the second. */
const textFirst: Simulate = ({ leadIds, start }) =>
  Promise.resolve({
    load: [],
    lives: leadIds.map((id) => ({
      id,
      emails: [
        { content: 'come-by', channel: 'sms' as Channel, at: start },
        { content: 'guide', channel: 'email', at: start + DAY },
      ],
      beside: [],
      place: { stage: 'inquiry', track: null, because: null },
    })),
  });

test('a preview calls a text what its channel is called, and counts it apart from emails', async () => {
  await using world = await createWorld();
  await leadsOf(world, 3);
  const principal = { id: 'key', name: 'marketer', role: 'marketer' } as const;
  const { campaigns } = createCaller({ ...world.deps, channels: [textChannel], simulate: textFirst, principal });
  const { campaignId } = await campaigns.draft({ name: 'Spring', program: 'newcomers', everybody: true });
  const { expected, ...rest } = await campaigns.preview({ campaignId });
  expect(expected!.text).toMatch(/: 3 emails, 3 text messages\. Leads react like/);
  expect(expected!.first).toMatchObject([{ content: 'come-by', channel: 'sms', label: 'come-by (text message)', leads: 3 }]);
  expect(expected!.some[0]!.touches.map(({ label }) => label)).toEqual(['come-by (text message)', 'guide']);
  expect(expected!.emailsByDay).toEqual([{ day: '2026-03-11', emails: 3, beside: 0 }]);
  expect(previewText({ ...rest, expected })).toContain('What they get first:\n  come-by (text message): 3 leads');
});

test('the calendar of a single email is known without a simulation', async () => {
  await using world = await createWorld();
  await leadsOf(world, 30);
  const { campaigns } = world.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'News', email: 'news', everybody: true, spreadDays: 3 });
  const { expected } = await campaigns.preview({ campaignId });
  expect(expected!.emailsByDay.map(({ day }) => day)).toEqual(['2026-03-10', '2026-03-11', '2026-03-12']);
  expect(days(expected!)).toBe(30);
  const { rows } = await sql<{ day: string; emails: number; beside: number }>`
    select to_char(due_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as emails, 0 as beside from touches group by 1 order by 1`.execute(
    (await campaigns.start({ campaignId, expect: 30 }), world.db),
  );
  expect(rows).toEqual(expected!.emailsByDay);
});
