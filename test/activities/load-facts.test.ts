import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { unsentFor } from '../../activities/unsent.ts';
import type { TouchState } from '../../db/columns.ts';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { scoreEngagement } from './score-act.ts';
import { NOON, addAccount, addLead, world } from './world.ts';
import type { Ref, World } from './world.ts';

async function addTouch(w: World, { leadId, enrolmentId, campaignId }: Ref, content: string, state: TouchState) {
  const row = { leadId, enrolmentId, campaignId, content, state };
  await w.db
    .insertInto('touches')
    .values({ ...row, key: v7(), track: 'educate', claimedAt: new Date(NOON) })
    .execute();
}

test('facts name what the lead is, and nothing personal', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db);
  const ref = await addLead(w.db, { accountId, seniority: 'director' });
  const { unsent, ...facts } = await w.loadFacts(ref);
  expect(facts).toEqual({
    steps: 2,
    asOf: NOON,
    personas: ['buyer', 'champion', 'decision-maker', 'user'],
    paces: [2, 1, 2, 0.5],
    isSenior: true,
    fit: 0,
    interest: 0,
    temperature: 'cold',
    stage: 'inquiry',
    accountId,
    mayEmail: true,
    mayPhone: true,
    sent: [],
  });
  expect(unsent.length).toBeGreaterThan(0);
});

test('interest is decayed to now', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await scoreEngagement(w.db, app.policy, ref.leadId, { kind: 'trialStarted', at: NOON }, NOON);
  w.time.now = NOON + 30 * DAY;
  expect((await w.loadFacts(ref)).interest).toBeCloseTo(12.5);
});

test('what may have been sent counts as sent, by whichever program', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await addTouch(w, ref, 'guide', 'accepted');
  await addTouch(w, ref, 'guide', 'accepted');
  await addTouch(w, ref, 'meeting', 'inDoubt');
  await addTouch(w, ref, 'refused-one', 'refused');
  await addTouch(w, ref, 'deferred-one', 'deferred');
  const { sent, unsent } = await w.loadFacts(ref);
  expect(sent.toSorted()).toEqual(['guide', 'meeting']);
  expect(unsent).not.toContain('guide');
});

test.each([
  ['lead', (leadId: string) => leadId],
  ['address', () => 'joan@acme.example'],
  ['domain', () => 'acme.example'],
  ['account', (_: string, accountId: string) => accountId],
  ['everybody', () => ''],
] as const)('a suppression of scope %s closes the channel, with the code of its reason', async (scope, subject) => {
  await using w = await world();
  const accountId = await addAccount(w.db);
  const ref = await addLead(w.db, { email: 'joan@acme.example', accountId });
  const closed = { channel: 'email', reason: 'legal', setBy: 'person', at: new Date(NOON) };
  await w.db
    .insertInto('suppressions')
    .values({ ...closed, id: v7(), scope, subject: subject(ref.leadId, accountId) })
    .execute();
  expect(await w.loadFacts(ref)).toMatchObject({ mayEmail: false, emailBecause: 'legal', mayPhone: true });
  expect(await w.loadFacts(await addLead(w.db, { email: 'sue@other.example' }))).toMatchObject({
    mayEmail: scope !== 'everybody',
  });
});

test('without a consent, no email is sent', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.db.deleteFrom('consents').execute();
  expect(await w.loadFacts(ref)).toMatchObject({ mayEmail: false, emailBecause: 'noConsent', mayPhone: false });
});

test('a consent that was never confirmed does not count', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.db.updateTable('consents').set({ basis: 'doubleOptIn' }).execute();
  expect(await w.loadFacts(ref)).toMatchObject({ mayEmail: false, emailBecause: 'consentUnconfirmed' });
});

test('a lead that was erased is an error that ends the attempts', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await expect(w.loadFacts({ ...ref, leadId: v7() })).rejects.toMatchObject({ code: 'LEAD_UNKNOWN', retryable: false });
});

test('only spare emails are offered, those that fit the lead’s temperature first', () => {
  const offered = (temperature: 'cold' | 'hot') =>
    unsentFor(app.content, { sent: [], persona: 'user', temperature }).map((id) => app.content[id]!.entry);
  expect(offered('cold').map(({ spare, position }) => `${spare} ${position}`)).toEqual(['true top', 'true middle']);
  expect(offered('hot').map(({ position }) => position)).toEqual(['middle', 'top']);
});

test('what was sent once is not offered again', () => {
  const sent = Object.keys(app.content);
  expect(unsentFor(app.content, { sent, persona: 'champion', temperature: 'hot' })).toEqual([]);
});
