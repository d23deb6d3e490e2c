import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeIn } from '../../api/leads/take-in.ts';
import { programsAndPermissions } from '../../db/contact/permissions.ts';
import type { Trx } from '../../db/database.ts';
import { beginAct, endAct } from '../../db/system/audit.ts';
import { claimWaiting, enqueueIfRunning, takeBackEngaged } from '../../db/system/outbox.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { recordPlainActs } from '../../services/engagements/record-plain-acts.ts';
import { saveLeads, type LeadToSave } from '../../services/leads/save-leads.ts';
import { rowsRead } from '../support/rows-read.ts';
import { createWorld, NOON, type World } from './world.ts';

const CROWD = 3_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await crowd(await world.enrolled());
  // Postgres keeps a plan after the fifth time: one that it made while nobody had done anything.
  const { policy } = world.deps;
  for (const { id } of await known()) await recordPlainActs(world.db, policy, v7, [{ engagement: visit(id) }], NOON);
  await acts();
}, 120_000);
afterAll(async () => await world[Symbol.asyncDispose]());

/** Leads who have all just entered a campaign and got an email, and whose programs have yet to hear of it: when Postgres last counted, nobody had. */
async function crowd(first: string): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(world.db);
  await run(`insert into accounts (id, name, domain, created_at)
    select gen_random_uuid(), 'Works ' || n, 'works' || n || '.example', now() from generate_series(1, ${CROWD}) as n`);
  await run(`insert into leads (id, email, email_key, zone, persona, seniority, source, stage, stage_at, created_at, account_id)
    select uuidv7(), 'p@' || domain, 'p@' || domain, 'UTC', 'buyer', 'staff', 'web', 'inquiry', now(), now(), id
    from accounts where domain like 'works%'`);
  await run('insert into scores (lead_id, interest_at) select id, now() from leads on conflict do nothing');
  await run(`insert into audit_log (id, at, principal, action, subjects, outcome, detail)
    select uuidv7(), now(), 'test', 'leads.add', '{}', 'done', '{}' from leads`);
  await run(`insert into outbox (id, lead_id, message, at, state) select uuidv7(), id, '{}', now(), 'delivered' from leads`);
  await run('vacuum analyze accounts, leads, scores, audit_log, outbox, enrolments, touches');
  await run(`insert into enrolments (id, lead_id, campaign_id, program, state, start_at)
    select uuidv7(), leads.id, campaign_id, program, 'running', now()
    from leads cross join enrolments as its where its.lead_id = '${first}' and leads.id <> '${first}'`);
  await run(`insert into touches (key, lead_id, enrolment_id, campaign_id, track, content, state, claimed_at, sent_at)
    select id || '/1/1', lead_id, id, campaign_id, 'educate', 'guide', 'inDoubt', now(), now() from enrolments`);
  await run(`insert into outbox (id, lead_id, message, at) select uuidv7(), lead_id, '{"type":"enrol"}', now() from enrolments`);
}

/** All of them do something in the same hour. */
const acts = () =>
  sql`insert into engagements (id, lead_id, kind, page, at, source, verdict, human, is_request)
    select uuidv7(), leads.id, kind, 'home', ${new Date(NOON)}, 'api', 'human', true, false
    from leads cross join unnest(array['visited', 'clicked', 'attended']) as kind`.execute(world.db);

interface Known {
  readonly id: string;
  readonly email: string;
  readonly touchKey: string;
}

async function known(): Promise<readonly [Known, ...Known[]]> {
  const { rows } = await sql<Known>`
    select leads.id, leads.email, touches.key as touch_key from leads join touches on touches.lead_id = leads.id
    where leads.source = 'web' order by leads.id limit 10`.execute(world.db);
  return rows as [Known, ...Known[]];
}

function toSave(email: string, person: LeadToSave['person'] = {}): LeadToSave {
  return { email, emailKey: email, person, company: {}, source: 'product', consents: [], optedOut: false };
}

const visit = (leadId: string) =>
  ({ id: v7(), leadId, kind: 'visited', page: 'pricing', at: NOON, verdict: 'human', source: 'api' }) as const;
const click = ({ id: leadId, touchKey }: Known) =>
  ({ id: v7(), leadId, kind: 'clicked', touchKey, link: 'guide', at: NOON, verdict: 'human', source: 'click' }) as const;

type Deed = (trx: Trx, leads: readonly [Known, ...Known[]]) => Promise<unknown>;

const deeds: Readonly<Record<string, Deed>> = {
  'a lead who is added again, with an act': (trx, [{ email }]) => {
    const engagement = { id: v7(), kind: 'attended', verdict: 'human' } as const;
    return takeIn(trx, world.deps, { lead: toSave(email), source: 'product', by: 'system', engagement });
  },
  'leads who are imported again': (trx, leads) => {
    const { policy, newId } = world.deps;
    const said = leads.map(({ email }) => toSave(email, { firstName: 'Ann', title: 'CEO' }));
    return saveLeads(trx, said, { policy, newId, at: NOON, consents: 'restrict', by: 'system', zone: 'UTC' });
  },
  'an act of one lead': (trx, [{ id }]) => recordEngagement(trx, world.deps.policy, v7, visit(id), NOON),
  'a request for a call': (trx, [{ id }]) =>
    recordEngagement(trx, world.deps.policy, v7, { ...visit(id), kind: 'contactRequested', page: undefined }, NOON),
  'a click that proves an email': (trx, [lead]) => recordEngagement(trx, world.deps.policy, v7, click(lead), NOON),
  'acts of several leads at once': (trx, leads) => {
    const acts = leads.flatMap((lead, n) => ({ engagement: n % 2 === 0 ? visit(lead.id) : click(lead) }));
    return recordPlainActs(trx, world.deps.policy, v7, acts, NOON);
  },
  'a message for a program': (trx, [{ id: leadId }]) => {
    const message = { type: 'signal', name: 'factsChanged', payload: { id: v7(), at: NOON } } as const;
    return enqueueIfRunning(trx, { id: v7(), leadId, at: NOON, message });
  },
  'messages that are delivered': (trx) => claimWaiting(trx, { realNow: Date.now(), leaseUntil: Date.now(), most: 40 }),
  'a message that is taken back': (trx, [{ id }]) => takeBackEngaged(trx, id, [v7()]),
  'what leads in programs permit': (trx, leads) =>
    programsAndPermissions(
      trx,
      leads.map(({ id }) => id),
    ),
  'a line of the audit log': async (trx) => {
    const id = v7();
    await beginAct(trx, { id, at: NOON, principal: 'test', action: 'leads.add', subjects: [] });
    await endAct(trx, id, { outcome: 'done', subjects: [], detail: {} });
  },
};

test.each(Object.entries(deeds))('%s: Postgres does not read what belongs to all the others', async (_, deed) => {
  const leads = await known();
  expect(await rowsRead(world.db, (trx) => deed(trx, leads))).toBeLessThan(CROWD / 10);
});
