import { v7 as uuid } from 'uuid';
import type { Db } from '../db/database.ts';
import { upsertRep, upsertTeam } from '../db/staff/teams.ts';
import type { ClockSpec, Instant } from '../domain/time/clock.ts';
import type { Enrolment } from '../domain/lead/messages.ts';
import type { BareLead } from './bare-activities.ts';
import { STANDARD_ZONE } from '../domain/time/zone.ts';

export interface Crowd {
  readonly count: number;
  readonly program: string;
  readonly at: Instant;
  readonly clock: ClockSpec;
}

/** Adds leads in profile and with consent, each at a different domain, and enrols them. */
export async function addLeads(db: Db, { count, program, at, clock }: Crowd): Promise<Enrolment[]> {
  const created = new Date(at);
  const campaignId = uuid();
  const people = Array.from({ length: count }, bareLead);
  const enrolments = people.map(({ id }) => ({ leadId: id, enrolmentId: uuid(), campaignId, program, startAt: at, clock }));
  const campaign = { id: campaignId, name: campaignId, program, launchedBy: 'bench', launchedAt: created };
  await db.insertInto('campaigns').values(campaign).execute();
  const lead = { lastName: 'Harper', zone: STANDARD_ZONE, persona: 'champion', seniority: 'manager', source: 'bench' } as const;
  const stages = { stage: 'inquiry', stageAt: created, createdAt: created } as const;
  await db
    .insertInto('leads')
    .values(people.map(({ id, email, firstName }) => ({ id, email, emailKey: email, firstName, ...lead, ...stages })))
    .execute();
  const consent = {
    purpose: 'marketing',
    jurisdiction: 'de',
    basis: 'optIn',
    source: 'bench',
    at: created,
    confirmedAt: created,
  } as const;
  await db
    .insertInto('consents')
    .values(people.map(({ id }) => ({ id: uuid(), leadId: id, ...consent })))
    .execute();
  const waiting = enrolments.map(({ leadId, enrolmentId }) => ({
    id: enrolmentId,
    leadId,
    campaignId,
    program,
    startAt: created,
  }));
  await db
    .insertInto('enrolments')
    .values(waiting.map((row) => ({ ...row, state: 'waiting' as const })))
    .execute();
  return enrolments;
}

/** A lead for a bare workflow, in no database. */
export function bareLead(): BareLead {
  const id = uuid();
  return { id, email: `ann.harper@${id}.example`, firstName: 'Ann' };
}

/** Adds the two teams of `b2b-software`, with one rep each. @returns the reps' ids */
export async function addTeams(db: Db): Promise<{ readonly sdr: string; readonly salesperson: string }> {
  const calendar = { zone: STANDARD_ZONE, hours: { 'mon-fri': ['09:00-17:00'] } } as const;
  const rep = async (slug: string, role: 'sdr' | 'salesperson') => {
    const teamId = await upsertTeam(db, { id: uuid(), slug, name: slug, calendar });
    return upsertRep(db, { id: uuid(), teamId, role, name: `Rep of ${slug}`, email: `${slug}@vendor.example` });
  };
  return { sdr: await rep('inside-sales', 'sdr'), salesperson: await rep('field-sales', 'salesperson') };
}
