import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { permissionsOf, type Permissions } from '../../db/contact/permissions.ts';
import { rowsOfLead } from '../../db/undo/merged-leads.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import { reasonSpec, type Channel, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { createWorld, NOON, type World } from './world.ts';

/** What stays with the dropped lead, and why. */
const staysWithLead: Readonly<Record<string, string>> = {
  enrolments: 'its workflow ends under its own id',
  transitions: 'its workflow writes its end there; the story of the kept lead shows them',
  consents: 'the more restrictive ones of both are copied',
  outbox: 'messages go to the workflow they are for',
  stuck_leads: 'it is about the workflow',
  event_deliveries: 'other systems were told about the dropped lead',
  outgoing_events: 'other systems were told about the dropped lead',
};

vi.setConfig({ testTimeout: 240_000 });

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const day = fc.integer({ min: -40, max: 40 });
const past = fc.integer({ min: -40, max: -1 });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const person = fc.record({
  consents: fc.array(
    fc.record({
      purpose: fc.constantFrom('marketing', 'service'),
      basis: fc.constantFrom('doubleOptIn', 'optIn', 'customer', 'inquiry', 'legitimateInterest'),
      jurisdiction: fc.constantFrom('germany', 'us', 'canada', 'other'),
      at: past,
      confirmedAt: maybe(past),
      expiresAt: maybe(day),
      withdrawnAt: maybe(past),
    }),
    { maxLength: 3 },
  ),
  closed: fc.array(
    fc.record({
      scope: fc.constantFrom('lead', 'address', 'phone', 'program', 'domain', 'account'),
      reason: fc.constantFrom<SuppressionReason>(
        'unsubscribed',
        'doNotContact',
        'complained',
        'hold',
        'notRelevant',
        'excludedDomain',
        'bounced',
      ),
      channel: fc.constantFrom('email', 'phone', 'all'),
      until: maybe(day),
    }),
    { maxLength: 2 },
  ),
  phone: maybe(fc.constantFrom('+49 30 901820', '+49 30 901821')),
  title: maybe(fc.constantFrom('CEO', 'Buyer', 'Logistics Manager')),
  acts: fc.array(fc.constantFrom('trialStarted', 'visited'), { maxLength: 3 }),
  isEnrolled: fc.boolean(),
  hasTouch: fc.boolean(),
  hasNote: fc.boolean(),
  facts: fc.uniqueArray(fc.constantFrom('employees', 'industry')),
});

type Drawn = typeof person extends fc.Arbitrary<infer T> ? T : never;

const instant = (days: number | undefined) => (days === undefined ? null : new Date(NOON + days * DAY));
let people = 0;

async function bring(drawn: Drawn): Promise<string> {
  const { db } = world;
  const email = `ann@pier${++people}.example`;
  const id = drawn.isEnrolled ? await world.enrolled(email) : await world.lead(email);
  const { phone, title } = drawn;
  if (phone ?? title) await world.as('marketer').leads.update({ leadId: id, phone, title });
  for (const kind of drawn.acts)
    await world.as('intake').events.record({ events: [{ lead: id, kind, ...(kind === 'visited' && { page: 'pricing' }) }] });
  if (drawn.hasTouch && drawn.isEnrolled) await world.touch(id);
  if (drawn.hasNote) await world.as('marketer').leads.note({ leadId: id, text: `Note ${people}` });
  for (const field of drawn.facts)
    await db
      .insertInto('facts')
      .values({ leadId: id, field, value: '1', source: 'test', confidence: 1, at: new Date(NOON) })
      .execute();
  await db.deleteFrom('consents').where('leadId', '=', id).execute();
  for (const { at, confirmedAt, expiresAt, withdrawnAt, ...consent } of drawn.consents)
    await db
      .insertInto('consents')
      .values({
        ...consent,
        id: v7(),
        leadId: id,
        source: 'test',
        at: instant(at)!,
        confirmedAt: instant(confirmedAt),
        expiresAt: instant(expiresAt),
        withdrawnAt: instant(withdrawnAt),
      })
      .execute();
  const lead = await db.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const subjects: Record<string, string | null> = {
    lead: id,
    address: lead.emailKey,
    phone: lead.phoneKey,
    program: `${id}/newcomers`,
    domain: `pier${people}.example`,
    account: lead.accountId,
  };
  for (const { scope, until, ...closing } of drawn.closed)
    if (subjects[scope])
      await db
        .insertInto('suppressions')
        .values({
          ...closing,
          id: v7(),
          scope: scope === 'phone' ? 'address' : scope,
          subject: subjects[scope]!,
          setBy: reasonSpec(closing.reason).setBy,
          at: instant(-1)!,
          until: instant(until),
        })
        .execute();
  return id;
}

/** Every row about some leads, but what is only ever added to: their story, and what other systems hear. */
async function everything(ids: readonly string[]): Promise<string[]> {
  const ofLeads = [...Object.keys(rowsOfLead), ...Object.keys(staysWithLead)];
  const appended = new Set(['lead_events', 'outbox', 'outgoing_events', 'event_deliveries', 'leads']);
  const parts = ofLeads
    .filter((table) => !appended.has(table))
    .map(
      (table) =>
        sql`select ${table} || to_jsonb(t)::text as row from ${sql.table(table)} as t where lead_id = any(${ids}::uuid[])`,
    );
  const { rows } = await sql<{ row: string }>`
    select 'leads' || to_jsonb(t)::text as row from leads as t where id = any(${ids}::uuid[])
    union all select 'suppressions' || to_jsonb(t)::text from suppressions as t
    union all ${sql.join(parts, sql` union all `)} order by 1`.execute(world.db);
  return rows.map(({ row }) => row);
}

const ways: readonly Channel[] = ['email', 'phone'];
const later = [0, 1, 3, 20, 39, 60].map((days) => NOON + days * DAY);

/** The instants at which a channel is open for somebody. */
const open = ({ consents, suppressions }: Permissions): string[] =>
  later.flatMap((at) =>
    ways.filter((way) => contactability(app.policy.consent, consents, suppressions, way, at).may).map((way) => `${way} ${at}`),
  );

/** That the address of one lead refuses emails says nothing about the other's. */
const withoutDeadAddress = ({ consents, suppressions }: Permissions): Permissions => ({
  consents,
  suppressions: suppressions.filter(({ scope, setBy }) => scope !== 'address' || setBy !== 'system'),
});

test('a merge never opens what is closed for either, and undone, everything is as before', async () => {
  await fc.assert(
    fc.asyncProperty(person, person, async (one, other) => {
      const [keep, drop] = [await bring(one), await bring(other)];
      const before = await everything([keep, drop]);
      const of = async (id: string) => open(await permissionsOf(world.db, id));
      const [kept, dropped] = [await of(keep), open(withoutDeadAddress(await permissionsOf(world.db, drop)))];
      await world.as('marketer').leads.merge({ keep, drop });
      expect((await of(keep)).filter((moment) => !kept.includes(moment) || !dropped.includes(moment))).toEqual([]);
      expect(await of(drop)).toEqual([]);
      await world.as('marketer').leads.unmerge({ leadId: drop });
      expect(await everything([keep, drop])).toEqual(before);
      await world.db.deleteFrom('suppressions').execute();
    }),
    { numRuns: 40 },
  );
});

test('every table that names a lead goes over with it, or says why it stays', async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'lead_id'`.execute(world.db);
  const known = [...Object.keys(rowsOfLead), ...Object.keys(staysWithLead)].filter((table) => table !== 'leads');
  expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
});
