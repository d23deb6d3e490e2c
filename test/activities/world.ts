import pino from 'pino';
import { v7 } from 'uuid';
import { changeTask } from '../../activities/change-task.ts';
import { applyOutcome } from '../../activities/apply-outcome.ts';
import type { OutcomeOrder, TaskOrder } from '../../activities/contract.ts';
import { escalate } from '../../activities/escalate.ts';
import { loadFacts } from '../../activities/load-facts.ts';
import { openTask } from '../../activities/open-task.ts';
import { record } from '../../activities/record.ts';
import type { Db } from '../../db/database.ts';
import { upsertRep, upsertTeam } from '../../db/staff/teams.ts';
import type { Rep, Team } from '../../db/staff/teams.ts';
import { wallClock } from '../../domain/time/clock.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Disposition } from '../../domain/sales/dispositions.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import { app } from '../support/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { at, tenToSix } from '../domain/calendars.ts';

/** A Wednesday, two hours after the team has begun. */
export const NOON = at('2026-03-04T12:00:00+01:00');

export type World = Awaited<ReturnType<typeof world>>;

/** A database with one team, two SDRs and their manager, and activities that keep their books in it; time stands where `now` is set. */
export async function world(options: { max?: number } = {}) {
  const database = await testDatabase(options);
  const { db } = database;
  const warnings: unknown[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => warnings.push(JSON.parse(line)) });
  const time = { now: NOON };
  const deps = {
    db,
    log,
    policy: app.policy,
    content: app.content,
    newId: () => v7(),
    clock: { spec: wallClock, now: () => time.now },
  };
  const team = await addTeam(db, {});
  const [ann, ben] = [await addRep(db, { teamId: team, name: 'Ann' }), await addRep(db, { teamId: team, name: 'Ben' })];
  const manager = await addRep(db, { teamId: team, name: 'Mia', role: 'manager' });
  return {
    db,
    deps,
    warnings,
    time,
    team,
    ann,
    ben,
    manager,
    openTask: openTask(deps),
    escalate: escalate(deps),
    applyOutcome: applyOutcome(deps),
    changeTask: changeTask(deps),
    loadFacts: loadFacts(deps),
    record: record(deps),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

export const addTeam = (db: Db, team: Partial<Team>): Promise<string> =>
  upsertTeam(db, { id: v7(), slug: 'sdr-team', name: 'Inside sales', calendar: tenToSix, ...team });

export const addRep = (db: Db, rep: Partial<Rep> & { teamId: string; name: string }): Promise<string> =>
  upsertRep(db, { id: v7(), role: 'sdr', email: `${rep.name.toLowerCase()}@vendor.example`, ...rep });

export async function addAccount(
  db: Db,
  account: { domain?: string; kind?: 'prospect' | 'customer'; ownerId?: string; region?: string } = {},
) {
  const id = v7();
  const row = { id, name: 'Acme', createdAt: new Date(NOON), ...account };
  await db.insertInto('accounts').values(row).execute();
  return id;
}

interface LeadOptions {
  readonly email?: string;
  readonly accountId?: string;
  readonly country?: string;
  readonly stage?: 'inquiry' | 'mql' | 'sal' | 'customer';
  readonly seniority?: 'staff' | 'director';
}

/** A lead with a consent, and a running enrolment of it. */
export async function addLead(db: Db, { email, ...options }: LeadOptions = {}) {
  const leadId = v7();
  const address = email ?? `${leadId}@acme.example`;
  const created = new Date(NOON);
  const fixed = { zone: 'Europe/Berlin', persona: 'buyer', source: 'form', stageAt: created, createdAt: created } as const;
  await db
    .insertInto('leads')
    .values({ id: leadId, email: address, emailKey: address, seniority: 'staff', stage: 'inquiry', ...fixed, ...options })
    .execute();
  const consent = { purpose: 'marketing', jurisdiction: 'us', basis: 'optIn', source: 'form', at: created };
  await db
    .insertInto('consents')
    .values({ id: v7(), leadId, ...consent })
    .execute();
  return enrol(db, leadId);
}

/** Who is told what about a lead: the part that all orders have. */
export type Ref = Awaited<ReturnType<typeof enrol>>;

async function enrol(db: Db, leadId: string) {
  const [campaignId, enrolmentId, program] = [v7(), v7(), 'newcomers'];
  const launch = { launchedBy: 'test', launchedAt: new Date(NOON) };
  await db
    .insertInto('campaigns')
    .values({ id: campaignId, name: campaignId, program, ...launch })
    .execute();
  await db
    .insertInto('enrolments')
    .values({ id: enrolmentId, leadId, campaignId, program, state: 'waiting', startAt: new Date(NOON) })
    .execute();
  return { leadId, enrolmentId, campaignId, program, journal: [] };
}

export const callOrder = (ref: Ref, order: Partial<TaskOrder> = {}): TaskOrder => ({
  ...ref,
  key: `${ref.enrolmentId}/1/1`,
  kind: 'call',
  team: 'sdr-team',
  sla: 'firstAttempt',
  clockFrom: NOON,
  because: 'mql',
  exclude: [],
  ...order,
});

type Facts = Partial<Omit<OutcomeReport, 'disposition'>>;

export const outcome = (ref: Ref, taskId: string, by: string, disposition: Disposition, facts: Facts = {}): OutcomeOrder => ({
  ...ref,
  report: { id: v7(), taskId, by, disposition, at: NOON, ...facts },
});

/** Stores what a rep wrote with a report, as the API does before it tells the lead. */
export const store =
  ({ report }: OutcomeOrder, details: unknown) =>
  (db: Db) =>
    db
      .insertInto('dispositions')
      .values({
        id: report.id,
        taskId: report.taskId,
        repId: report.by,
        disposition: report.disposition,
        details: JSON.stringify(details),
        state: 'submitted',
        at: new Date(report.at),
      })
      .execute();

export const taskOf = (db: Db, id: string) => db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
export const leadOf = (db: Db, id: string) => db.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
export const iso = (instant: Instant | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString();
