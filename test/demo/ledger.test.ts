import { example } from '../support/example.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Insertable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { DB } from '../../db/schema.gen.ts';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { ledgerOf } from '../../simulate/report/collect/ledger.ts';
import { FIRST_MORNING } from '../../demo/people/calendar.ts';
import { testDatabase, type TestDatabase } from '../../testing/database.ts';

const at = new Date(FIRST_MORNING);
const noon = FIRST_MORNING + 6 * HOUR;

let database: TestDatabase;
let db: Db;
let campaignId: string;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => await database[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const name of [
    'outgoingEvents',
    'engagements',
    'suppressions',
    'consents',
    'transitions',
    'touches',
    'enrolments',
    'leads',
    'campaigns',
  ] as const)
    await db.deleteFrom(name).execute();
  campaignId = randomUUID();
  await db
    .insertInto('campaigns')
    .values({ id: campaignId, name: campaignId, program: 'p', launchedBy: 'test', launchedAt: at })
    .execute();
});

interface Given {
  readonly stage?: FunnelStage;
  readonly held?: string;
  readonly refused?: string;
  readonly consent?: boolean;
  readonly email?: string;
}

/** Adds a lead with an enrolment. */
async function lead({ stage = 'inquiry', held, refused, consent = true, email: given }: Given = {}) {
  const id = randomUUID();
  const enrolmentId = randomUUID();
  const email = given ?? `${id}@example.com`;
  const who = { id, email, emailKey: email, zone: 'UTC', persona: 'user', seniority: 'staff', source: 'test' } as const;
  await db
    .insertInto('leads')
    .values({ ...who, stage, held: held ?? null, stageAt: at, createdAt: at })
    .execute();
  const enrolment = { id: enrolmentId, leadId: id, campaignId, program: 'p', startAt: at, reason: refused ?? null };
  await db
    .insertInto('enrolments')
    .values({ ...enrolment, state: refused === undefined ? 'ended' : 'refused' })
    .execute();
  if (consent)
    await db
      .insertInto('consents')
      .values({ id: randomUUID(), leadId: id, purpose: 'marketing', jurisdiction: 'us', basis: 'optIn', source: 'test', at })
      .execute();
  return { id, enrolmentId, email };
}

/** Adds a mail that went out. */
async function mail(
  { id: leadId, enrolmentId }: Awaited<ReturnType<typeof lead>>,
  content: string,
  messageId = '<1>',
  sentAt = noon,
) {
  const key = `${enrolmentId}/1/${randomUUID()}`;
  const touch = { key, messageId, leadId, enrolmentId, campaignId, track: 'educate', content, state: 'accepted' } as const;
  await db
    .insertInto('touches')
    .values({ ...touch, claimedAt: at, sentAt: new Date(sentAt) })
    .execute();
  return key;
}

const suppress = async (leadId: string, when: number) =>
  await db
    .insertInto('suppressions')
    .values({
      id: randomUUID(),
      scope: 'lead',
      subject: leadId,
      channel: 'email',
      reason: 'unsubscribed',
      setBy: 'person',
      at: new Date(when),
    })
    .execute();

const ledger = async (live: readonly string[], messageIds: readonly string[] = []) =>
  await ledgerOf(db, {
    content: example.content,
    policy: example.policy,
    live: async () => await Promise.resolve(new Set(live)),
    messageIds: () => messageIds,
    raceMs: 0,
  });

describe('the ledger', () => {
  it('balances when everybody is in one place, and every mail was meant', async () => {
    const running = await lead();
    await lead({ stage: 'customer' });
    await lead({ held: 'noConsent', refused: 'noConsent', consent: false });
    await lead({ refused: 'competitor' });
    await mail(running, 'market-guide');
    const { leads, emails, balances } = await ledger([running.id], ['<1>']);
    expect(leads).toEqual({ in: 4, ended: 1, live: 1, held: 1, notAcquired: 1, withTask: 0, ready: 0, lost: [] });
    expect(emails).toEqual({ inSink: 1, accepted: 1, inDoubt: 0, unknown: [], missing: [] });
    expect(balances).toBe(true);
  });

  it('names a lead whose workflow is gone although it is in no final stage', async () => {
    const { id } = await lead({ stage: 'mql' });
    const { leads, balances } = await ledger([]);
    expect(leads.lost).toEqual([id]);
    expect(balances).toBe(false);
  });

  it('names a lead that ended, and runs on', async () => {
    const { id } = await lead({ stage: 'archived' });
    const { leads, balances } = await ledger([id]);
    expect(leads.lost).toEqual([id]);
    expect(balances).toBe(false);
  });

  it('names a mail that no touch knows of, and a touch whose mail is not there', async () => {
    const one = await lead();
    const key = await mail(one, 'market-guide');
    const more = await ledger([one.id], ['<1>', '<2>']);
    expect([more.emails.unknown, more.balances]).toEqual([['<2>'], false]);
    const fewer = await ledger([one.id], []);
    expect([fewer.emails.missing, fewer.balances]).toEqual([[key], false]);
  });

  it('lets a mail that is in doubt be there or not', async () => {
    const one = await lead();
    const key = await mail(one, 'market-guide');
    await db.updateTable('touches').set({ state: 'inDoubt' }).where('key', '=', key).execute();
    expect((await ledger([one.id], ['<1>'])).balances).toBe(true);
    expect((await ledger([one.id], [])).balances).toBe(true);
  });

  it('finds a content that somebody got twice, and a message that went out twice', async () => {
    const one = await lead();
    await mail(one, 'market-guide');
    await mail(one, 'market-guide', '<1>', noon + DAY);
    const { duplicates, balances } = await ledger([one.id], ['<1>', '<1>']);
    expect(duplicates).toEqual({ sameContent: 1, sameMessageId: 1 });
    expect(balances).toBe(false);
  });

  it('finds emails after an opt-out, without a consent, and after a lead was disqualified; not the one before', async () => {
    const optedOut = await lead();
    await mail(optedOut, 'market-guide', '<1>', noon - HOUR);
    await suppress(optedOut.id, noon);
    await mail(optedOut, 'common-mistakes', '<2>', noon + HOUR);
    const without = await lead({ consent: false });
    await mail(without, 'market-guide', '<3>');
    const turnedAway = await lead({ stage: 'disqualified' });
    await db
      .insertInto('transitions')
      .values({
        enrolmentId: turnedAway.enrolmentId,
        visit: 0,
        n: 0,
        leadId: turnedAway.id,
        at: new Date(noon),
        kind: 'stage',
        to: 'disqualified',
      })
      .execute();
    await mail(turnedAway, 'market-guide', '<4>', noon + HOUR);
    const { forbidden, balances } = await ledger([optedOut.id, without.id], ['<1>', '<2>', '<3>', '<4>']);
    expect(forbidden.toSorted((a, b) => a.what.localeCompare(b.what))).toEqual([
      { what: 'disqualified', count: 1 },
      { what: 'noConsent', count: 1 },
      { what: 'unsubscribed', count: 1 },
    ]);
    expect(balances).toBe(false);
  });

  type Act = Partial<Pick<Insertable<DB['engagements']>, 'reply' | 'answer' | 'bounce' | 'until' | 'touchKey'>>;
  const does = async (leadId: string, kind: EngagementKind, when: number, how: Act = {}) =>
    await db
      .insertInto('engagements')
      .values({ id: randomUUID(), leadId, kind, at: new Date(when), human: true, verdict: 'human', source: 'test', ...how })
      .execute();
  const confirms = async (leadId: string, when: number) =>
    await db
      .insertInto('consents')
      .values({
        id: randomUUID(),
        leadId,
        purpose: 'marketing',
        jurisdiction: 'us',
        basis: 'doubleOptIn',
        source: 'test',
        at: new Date(when),
        confirmedAt: new Date(when),
      })
      .execute();
  const forbidden = async () => (await ledger([])).forbidden;

  it.each<[string, EngagementKind, Act, string]>([
    ['unsubscribed', 'unsubscribed', {}, 'unsubscribed'],
    ['complained', 'complained', {}, 'complained'],
    ['wrote "stop"', 'replied', { reply: 'stop' }, 'unsubscribed'],
    ['is not there any more', 'bounced', { bounce: 'address' }, 'bounced'],
    ['asked for a pause', 'answered', { answer: 'pause' }, 'paused'],
  ])('judges by what people did, though nothing was closed: somebody who %s', async (_, kind, how, what) => {
    const one = await lead();
    await mail(one, 'market-guide', '<1>', noon - HOUR);
    await does(one.id, kind, noon, how);
    expect(await forbidden()).toEqual([]);
    await mail(one, 'common-mistakes', '<2>', noon + HOUR);
    expect(await forbidden()).toEqual([{ what, count: 1 }]);
  });

  it.each<[string, EngagementKind, Act]>([
    ['a full mailbox', 'bounced', { bounce: 'later' }],
    ['a question', 'replied', { reply: 'question' }],
    ['a pause that is over', 'answered', { answer: 'later', until: new Date(noon + HOUR) }],
    ['fewer emails', 'answered', { answer: 'tooOften' }],
  ])('forbids nothing after %s', async (_, kind, how) => {
    const one = await lead();
    await does(one.id, kind, noon, how);
    await mail(one, 'market-guide', '<1>', noon + HOUR);
    expect(await forbidden()).toEqual([]);
  });

  it('counts a no for the mailbox, by whatever spelling and under whichever lead it is written to', async () => {
    const one = await lead({ email: 'ann.lee@gmail.com' });
    const twin = await lead({ email: 'annlee+offers@googlemail.com' });
    await db.updateTable('leads').set({ emailKey: 'a key of before' }).where('id', '=', twin.id).execute();
    await does(one.id, 'complained', noon);
    await mail(twin, 'market-guide', '<1>', noon + HOUR);
    expect(await forbidden()).toEqual([{ what: 'complained', count: 1 }]);
  });

  it('lets go on who has confirmed an opt-in since, and not who only stands in a later file', async () => {
    const one = await lead();
    await does(one.id, 'unsubscribed', noon);
    await mail(one, 'market-guide', '<1>', noon + 2 * HOUR);
    await db
      .updateTable('consents')
      .set({ at: new Date(noon + HOUR) })
      .execute();
    expect(await forbidden()).toEqual([{ what: 'unsubscribed', count: 1 }]);
    await confirms(one.id, noon + HOUR);
    expect(await forbidden()).toEqual([]);
  });

  it('ends the program to which somebody said that it is not relevant, and no other', async () => {
    const one = await lead();
    const touchKey = await mail(one, 'market-guide', '<1>', noon - HOUR);
    await does(one.id, 'answered', noon, { answer: 'notRelevant', touchKey });
    const after = await mail(one, 'common-mistakes', '<2>', noon + HOUR);
    expect(await forbidden()).toEqual([{ what: 'notRelevant', count: 1 }]);
    const other = { id: randomUUID(), name: 'another', program: 'another', launchedBy: 'test', launchedAt: at };
    await db.insertInto('campaigns').values(other).execute();
    await db.updateTable('touches').set({ campaignId: other.id }).where('key', '=', after).execute();
    expect(await forbidden()).toEqual([]);
  });
});
