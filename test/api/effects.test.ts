import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailBlames, type MailBlame } from '../../domain/contact/mail-status.ts';
import { closingOf, coreKinds, replyKinds, type EngagementKind, type ReplyKind } from '../../domain/scoring/engagement.ts';
import { channels, suppressionReasons, type Channel } from '../../domain/contact/suppression.ts';
import { arf, dsn } from '../support/reports.ts';
import { browser, createWorld, type World } from './world.ts';

/** What each act closes; an act that is not listed closes nothing. */
const closed: Partial<Record<EngagementKind, readonly Channel[]>> = {
  unsubscribed: ['email'],
  bounced: ['email'],
  complained: ['email'],
};

const kinds = Object.keys(coreKinds) as EngagementKind[];

let world: World;
let people = 0;

beforeAll(async () => {
  const forms = Object.fromEntries(
    kinds.map((kind) => [kind, { counts: kind, basis: 'inquiry', asks: kind, wording: kind } as const]),
  );
  world = await createWorld(forms);
});
afterAll(async () => await world[Symbol.asyncDispose]());

interface Somebody {
  readonly leadId: string;
  readonly email: string;
}

async function somebody(): Promise<Somebody> {
  const email = `somebody${++people}@pier${people}.example`;
  return { leadId: await world.enrolled(email), email };
}

async function closedNow(leadId: string): Promise<Channel[]> {
  const status = await world.as('marketer').leads.status({ leadId });
  return (Object.keys(channels) as Channel[]).filter((channel) => !status[channel].may);
}

async function deliver(raw: string) {
  const headers = { ...(await world.key('intake')), 'content-type': 'message/rfc822' };
  const { json } = await world.api.inject({
    method: 'POST',
    url: '/webhooks/mail',
    headers,
    payload: raw.replaceAll('\n', '\r\n'),
  });
  expect(json()).toMatchObject({ status: 'recorded' });
}

/** The doors by which an act of any kind can come in. */
const doors: Record<string, (kind: EngagementKind, who: Somebody) => Promise<void>> = {
  async link(kind, { leadId }) {
    const key = await world.touch(leadId);
    const links = JSON.stringify({ it: { url: 'https://www.example.com/it', counts: kind } });
    const version = { hash: `v-${kind}`, content: 'guide', persona: null, subject: 'It', links };
    await world.db.insertInto('contentVersions').values(version).execute();
    await world.db.updateTable('touches').set({ version: version.hash }).where('key', '=', key).execute();
    const url = new URL(world.links.sign('click', key, 'it')).pathname;
    expect((await world.api.inject({ method: 'GET', url, headers: browser })).statusCode).toBe(302);
  },
  async form(kind, { email }) {
    const { statusCode } = await world.api.inject({ method: 'POST', url: `/f/${kind}`, payload: { email } });
    expect(statusCode).toBe(202);
    // A no needs no proof; all else counts when the owner of the address has confirmed it.
    if (!closed[kind]) await world.confirm(email);
  },
  async API(kind, { email }) {
    const engagement = { id: randomUUID(), kind };
    await world.as('intake').leads.add({ lead: { email }, source: 'partner', consentBasis: 'none', engagement });
  },
};

describe('every kind that closes a channel closes it through every route, and no other kind does', () => {
  for (const kind of kinds)
    for (const [door, enter] of Object.entries(doors))
      test(`${kind} by ${door}`, async () => {
        const who = await somebody();
        await enter(kind, who);
        const recorded = await world.db.selectFrom('engagements').select('kind').where('leadId', '=', who.leadId).execute();
        expect(recorded).toEqual([{ kind }]);
        expect(await closedNow(who.leadId)).toEqual(closed[kind] ?? []);
      });
});

test('an erased person who opts out by a form stays erased, and stays opted out if they come back', async () => {
  const who = await somebody();
  await world.as('admin').leads.erase({ leadId: who.leadId });
  await doors['form']!('unsubscribed', who);
  const found = world.db.selectFrom('leads').select('id').where('email', '=', who.email);
  expect(await found.execute()).toEqual([]);
  await doors['API']!('attended', who);
  const { email } = await world.as('marketer').leads.status({ leadId: who.email });
  expect(email).toEqual({ may: false, because: 'unsubscribed' });
});

test('somebody who opts out is not asked to confirm an opt-in in the same request', async () => {
  const engagement = { id: randomUUID(), kind: 'unsubscribed' } as const;
  const lead = { email: 'both@pier7.example' };
  await world.as('intake').leads.add({ lead, source: 'shop', consentBasis: 'doubleOptIn', engagement });
  expect(await world.db.selectFrom('confirmations').select('id').where('emailKey', '=', lead.email).execute()).toEqual([]);
});

test("an opt-out in a file closes email, and is in the story as the person's act, once", async () => {
  const { leadId, email } = await somebody();
  const file = { csv: `email,unsubscribed\n${email},yes\n` };
  for (let n = 0; n < 2; n++) await world.as('marketer').imports.run({ file, source: 'CRM', consentBasis: 'optIn' });
  expect(await closedNow(leadId)).toEqual(['email']);
  const acts = await world.db.selectFrom('engagements').select(['kind', 'source']).where('leadId', '=', leadId).execute();
  expect(acts).toEqual([{ kind: 'unsubscribed', source: 'CRM' }]);
});

test('a complaint by mail closes email', async () => {
  const { leadId, email } = await somebody();
  const key = await world.touch(leadId);
  const { messageId } = await world.db.selectFrom('touches').select('messageId').where('key', '=', key).executeTakeFirstOrThrow();
  await deliver(arf({ email, about: messageId! }));
  expect(await closedNow(leadId)).toEqual(['email']);
});

test.each([
  ['5.1.1', ['email']],
  ['5.2.2', []],
  ['4.4.7', []],
  ['5.7.1', []],
])('a bounce by email with the status %s closes %j', async (status, expected) => {
  const { leadId, email } = await somebody();
  const key = await world.touch(leadId);
  const { messageId } = await world.db.selectFrom('touches').select('messageId').where('key', '=', key).executeTakeFirstOrThrow();
  await deliver(dsn({ email, about: messageId!, status }));
  expect(await closedNow(leadId)).toEqual(expected);
});

test.each([
  ['Please unsubscribe me.', ['email']],
  ['How long does it take?', []],
])('a reply by email that says "%s" closes %j', async (text, expected) => {
  const { leadId, email } = await somebody();
  const key = await world.touch(leadId);
  const { messageId } = await world.db.selectFrom('touches').select('messageId').where('key', '=', key).executeTakeFirstOrThrow();
  const head = `From: ${email}\nTo: hello@mail.example.com\nSubject: Re: it\nMessage-ID: <${email}>\nIn-Reply-To: ${messageId}`;
  await deliver(`${head}\n\n${text}\n`);
  expect(await closedNow(leadId)).toEqual(expected);
});

test('a reply and a bounce answer for themselves', () => {
  const byReply = (Object.keys(replyKinds) as ReplyKind[]).filter((reply) =>
    closingOf(coreKinds, { kind: 'replied', at: 0, reply }),
  );
  const byBounce = (Object.keys(mailBlames) as MailBlame[]).filter((bounce) =>
    closingOf(coreKinds, { kind: 'bounced', at: 0, bounce }),
  );
  expect({ byReply, byBounce }).toEqual({ byReply: ['stop'], byBounce: ['address'] });
});

test('each reason says which channel it is about', () => {
  const about = Object.fromEntries(Object.entries(suppressionReasons).map(([reason, { channel }]) => [reason, channel]));
  expect(about).toEqual({
    complained: 'email',
    unsubscribed: 'email',
    doNotContact: 'all',
    legal: 'all',
    bounced: 'email',
    duplicate: 'all',
    notRelevant: 'email',
    notInterested: 'email',
    leftCompany: 'email',
    excludedAccount: 'all',
    excludedDomain: 'all',
    stopped: 'email',
    paused: 'email',
    hold: 'all',
    wrongNumber: 'phone',
  });
});
