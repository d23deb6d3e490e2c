import type { Db } from '../database.ts';
import { leadName } from '../leads/lead-name.ts';
import type { PageAfter } from '../page.ts';

/** A page of leads whose program stopped at an error, by lead. */
export async function parkedLeads(db: Db, { after, limit }: PageAfter) {
  const rows = await db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .where('state', '=', 'parked')
    .select(['leadId', leadName.as('name'), 'enrolments.id as enrolmentId', 'program', 'lane', 'track', 'visit', 'reason'])
    .select((eb) =>
      eb
        .selectFrom('transitions')
        .whereRef('transitions.enrolmentId', '=', 'enrolments.id')
        .where('transitions.kind', '=', 'parked')
        .select((e) => e.fn.max('transitions.at').as('at'))
        .as('since'),
    )
    .$if(after !== undefined, (query) => query.where('enrolments.id', '>', after!))
    .orderBy('enrolments.id')
    .limit(limit)
    .execute();
  return rows.map(({ since, ...row }) => ({ ...row, since: since?.getTime() }));
}

/** A page of touches that may or may not have been sent, by key. They are never retried automatically. */
export async function touchesInDoubt(db: Db, { after, limit }: PageAfter) {
  const rows = await db
    .selectFrom('touches')
    .innerJoin('leads', 'leads.id', 'touches.leadId')
    .where('state', '=', 'inDoubt')
    .$if(after !== undefined, (query) => query.where('key', '>', after!))
    .select(['key', 'leadId', leadName.as('name'), 'email', 'content', 'claimedAt', 'messageId', 'reason as because'])
    .orderBy('key')
    .limit(limit)
    .execute();
  return rows.map(({ claimedAt, ...row }) => ({ ...row, claimedAt: claimedAt.getTime() }));
}

/** Leads whose email waits because the email server does not support their address, longest first. It will be retried. */
export async function leadsOutOfReach(db: Db) {
  const rows = await db
    .selectFrom('touches')
    .innerJoin('leads', 'leads.id', 'touches.leadId')
    .where('state', '=', 'notSent')
    .where('reason', '=', 'noSmtpUtf8')
    .select(['leadId', leadName.as('name'), 'content', 'claimedAt', 'dueAt', 'reason as because'])
    .orderBy('claimedAt')
    .execute();
  return rows.map(({ claimedAt, dueAt, ...row }) => ({ ...row, since: claimedAt.getTime(), triedAgainAt: dueAt?.getTime() }));
}
