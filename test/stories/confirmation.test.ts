import { expect, test } from 'vitest';
import { saveLeads } from '../../services/leads/save-leads.ts';
import { DAY, type CalendarDuration } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { confirms } from '../support/confirms.ts';
import { beginStory, type Story } from '../support/story.ts';

const json = { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 Firefox/140.0' };

/** Somebody fills in a form of ours, on a page of ours. */
async function fills(story: Story, form: string, fields: Readonly<Record<string, string>>) {
  const headers = { ...json, referer: 'https://www.example.com/prices?visitor=7' };
  const { url } = await story.as('marketer').forms.link({ form, campaign: 'Story' });
  const answer = await story.request(url, { method: 'POST', headers, body: JSON.stringify(fields) });
  await story.settle();
  return answer.statusCode;
}

const emailsTo = (story: Story, address: string) => story.mail.to(address).map(({ subject }) => subject);
const leadOf = async ({ db }: Story, emailKey: string) =>
  await db.selectFrom('leads').selectAll().where('emailKey', '=', emailKey).executeTakeFirst();
const historyOf = async (story: Story, leadId: string) =>
  (await story.as('marketer').contact.history({ leadId })).events.map(({ event, source }) => `${event} ${source}`);

/** A story with a campaign that forms can name. */
async function begin(): Promise<Story> {
  const story = await beginStory();
  await story.lead({ email: 'first@pier1.example', company: 'Pier One' });
  return story;
}

test('a person who asks for news is asked to confirm, and enters only after that', async () => {
  await using story = await begin();
  const email = 'dee@dock.example';
  const typed = { email, firstName: 'Desdemona', company: 'Dock Inc', country: 'DE', message: 'Buy cheap pills', consent: 'on' };
  expect(await fills(story, 'newsletter', typed)).toBe(202);
  const [asks] = story.mail.to(email);
  expect(asks).toMatchObject({ to: { name: '', address: email }, subject: 'Please confirm your request' });
  expect(JSON.stringify(asks)).not.toMatch(/Desdemona|Dock Inc|pills/);

  const page = await story.request(asks!.links['confirm']!, { method: 'GET', headers: json });
  expect(page.statusCode).toBe(200);
  await story.runFor('1 day');
  expect(await leadOf(story, email)).toBeUndefined();
  expect(emailsTo(story, email)).toHaveLength(1);

  await confirms(story, email);
  const lead = await leadOf(story, email);
  expect(lead).toMatchObject({ firstName: 'Desdemona', country: 'DE', held: null, source: 'form/newsletter' });
  await story.runFor('1 day');
  expect(story.mail.to(email)).toHaveLength(2);
  expect(await historyOf(story, lead!.id)).toEqual([
    'asked form/newsletter',
    'sent form/newsletter',
    'confirmed form/newsletter',
    'given form/newsletter',
  ]);
});

test('the proof says who agreed to which words, when and from where', async () => {
  await using story = await begin();
  await fills(story, 'newsletter', { email: 'dee@dock.example', consent: 'on' });
  await story.runFor('1 day');
  await confirms(story, 'dee@dock.example');
  const { id: leadId } = (await leadOf(story, 'dee@dock.example'))!;
  const { events } = await story.as('marketer').contact.history({ leadId });
  const wording = 'I want to get news, guides and offers by email. I can stop them at any time.';
  const [asked, , confirmed, given] = events;
  expect(asked).toMatchObject({ event: 'asked', wording, page: 'https://www.example.com/prices', agent: json['user-agent'] });
  expect(confirmed).toMatchObject({ event: 'confirmed', wording, wordingVersion: asked!.wordingVersion, ip: '127.0.0.1' });
  expect(Date.parse(confirmed!.at) - Date.parse(asked!.at)).toBe(DAY);
  expect(given).toMatchObject({ event: 'given', requestId: asked!.requestId, purpose: 'marketing' });
  const toRep = await story.as('rep').contact.history({ leadId });
  expect(JSON.stringify(toRep)).not.toMatch(/127\.0\.0\.1|Firefox/);
  const lines = (await story.as('rep').leads.story({ leadId })).map(({ text }) => text);
  expect(lines).toContain('they confirmed the request (form/newsletter)');
});

test('a person who does not confirm gets one reminder, and no more', async () => {
  await using story = await begin();
  const email = 'dee@dock.example';
  await fills(story, 'newsletter', { email, consent: 'on' });
  const link = story.mail.to(email)[0]!.links['confirm']!;
  await story.runFor('2 days');
  expect(emailsTo(story, email)).toEqual(['Please confirm your request']);
  await story.runFor('2 days');
  await story.runFor('8 days');
  expect(emailsTo(story, email)).toEqual(['Please confirm your request', 'Reminder: please confirm your request']);
  await story.runFor('3 days');
  expect((await story.request(link, { method: 'POST', headers: {} })).statusCode).toBe(410);
  expect(await leadOf(story, email)).toBeUndefined();
  const request = await story.db.selectFrom('confirmations').selectAll().executeTakeFirstOrThrow();
  expect(request).toMatchObject({ state: 'expired', claim: null });
  await story.runFor('30 days');
  expect(emailsTo(story, email)).toHaveLength(2);
});

test('a person who keeps asking for more than a month can ask each time', async () => {
  await using story = await begin();
  const email = 'dee@dock.example';
  const asksAfter = async (time: CalendarDuration) => {
    await story.runFor(time);
    return await fills(story, 'newsletter', { email, consent: 'on' });
  };
  // Each form lets the request wait for two weeks more. At the end, some of its emails are over a month old.
  for (const time of ['1 day', '13 days', '13 days', '5 days'] as const) expect(await asksAfter(time)).toBe(202);
  expect(emailsTo(story, email)).toHaveLength(4);
  await confirms(story, email);
  expect(await leadOf(story, email)).toMatchObject({ held: null });
});

test('a stranger who types the address of a lead changes nothing; the lead gets one email', async () => {
  await using story = await begin();
  const ann = await story.lead({ firstName: 'Ann', phone: '+49 30 1234567' });
  await story.runFor('1 day');
  const before = await leadOf(story, ann.email);
  const typed = {
    email: ann.email,
    firstName: 'Mallory',
    phone: '+1 900 555 0199',
    company: 'Evil',
    title: 'CEO',
    message: 'now',
  };
  for (const form of ['demo', 'contact', 'trial']) expect(await fills(story, form, typed)).toBe(202);
  await fills(story, 'demo', typed);
  await story.runFor('2 days');
  expect(emailsTo(story, ann.email).filter((subject) => subject.includes('confirm'))).toHaveLength(1);
  expect(await leadOf(story, ann.email)).toEqual(before);
  expect(await ann.holder()).toBeUndefined();
  const acts = await story.db.selectFrom('engagements').selectAll().where('leadId', '=', ann.id).execute();
  expect(acts).toEqual([]);
  expect((await story.as('marketer').consents.pending()).items.map(({ source }) => source).toSorted()).toEqual([
    'form/contact',
    'form/demo',
    'form/trial',
  ]);
});

test('a German’s request for a demo allows a call, but is not a consent to marketing', async () => {
  await using story = await begin();
  const email = 'dee@dock.example';
  const profile = { company: 'Dock', size: '300', industry: 'logistics', title: 'Logistics Manager', country: 'DE' };
  await fills(story, 'demo', { email, ...profile, message: 'We have 40 gates.' });
  await confirms(story, email);
  const { id } = (await leadOf(story, email))!;
  await story.eventually('somebody calls', async () => {
    const task = await story.db.selectFrom('tasks').select('kind').where('leadId', '=', id).executeTakeFirst();
    return task?.kind === 'call';
  });
  await story.runFor('10 days');
  const touches = await story.db
    .selectFrom('touches')
    .select('content')
    .where('leadId', '=', id)
    .where('state', '=', 'accepted')
    .execute();
  expect(touches.map(({ content }) => content).filter((content) => content !== 'missed-call')).toEqual([]);
  const status = await story.as('marketer').leads.status({ leadId: id });
  expect([status.email, status.phone]).toEqual([{ may: false, because: 'noConsent' }, { may: true }]);
});

test('one page confirms every waiting request of its reader', async () => {
  await using story = await begin();
  const email = 'dee@dock.example';
  await fills(story, 'newsletter', { email, consent: 'on' });
  await fills(story, 'contact', { email, message: 'Call me' });
  expect(emailsTo(story, email)).toHaveLength(1);
  const requests = await story.db.selectFrom('confirmations').select('id').execute();
  const body = new URLSearchParams({ requests: requests.map(({ id }) => id).join(' ') }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await story.request(story.mail.to(email)[0]!.links['confirm']!, { method: 'POST', headers, body });
  const states = await story.db.selectFrom('confirmations').select('state').distinct().execute();
  expect(states).toEqual([{ state: 'confirmed' }]);
});

test('only a newer, confirmed opt-in brings back a person who opted out', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.unsubscribes();
  const may = async () => (await story.as('marketer').leads.status({ leadId: ann.id })).email.may;
  const csv = `email,consent basis\n${ann.email},optIn\n`;
  await story.as('marketer').imports.run({ file: { csv }, source: 'an old list', consentBasis: 'optIn', consents: 'add' });
  await fills(story, 'demo', { email: ann.email });
  await confirms(story, ann.email);
  expect(await may()).toBe(false);
  await story.runFor('2 days');
  await fills(story, 'newsletter', { email: ann.email, consent: 'on' });
  expect(await may()).toBe(false);
  await confirms(story, ann.email);
  expect(await may()).toBe(true);
  expect((await historyOf(story, ann.id)).slice(-3)).toEqual([
    'confirmed form/newsletter',
    'given form/newsletter',
    expect.stringMatching(/^reopened opt-in /),
  ]);
});

test('a file withdraws a consent, and an older file does not restore it', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('1 day');
  await story.db.transaction().execute(
    async (trx) =>
      await saveLeads(trx, [{ ...nobody, email: ann.email, emailKey: ann.email, source: 'list of July', withdrawn: true }], {
        policy: app.policy,
        at: story.now,
        newId: () => crypto.randomUUID(),
        consents: 'add',
        by: 'system',
        zone: 'Europe/Berlin',
      }),
  );
  await story.settle();
  const status = async () => (await story.as('marketer').leads.status({ leadId: ann.id })).email;
  expect(await status()).toEqual({ may: false, because: 'consentWithdrawn' });
  expect(await ann.stage()).toBe('archived');
  const csv = `email,consent basis,consent date\n${ann.email},optIn,2026-01-02\n`;
  await story.as('marketer').imports.run({ file: { csv }, source: 'list of January', consentBasis: 'optIn', consents: 'add' });
  expect(await status()).toEqual({ may: false, because: 'consentWithdrawn' });
  expect(await historyOf(story, ann.id)).toEqual(['given story', 'withdrawn list of July']);
});

test('an opt-in from another system also asks the person to confirm', async () => {
  await using story = await begin();
  const lead = { email: 'dee@dock.example', country: 'DE' };
  const consent = { wording: 'Yes, send me the gate letter.', page: 'https://shop.example/checkout', ip: '203.0.113.9' };
  const captured = await story.as('intake').leads.add({ lead, source: 'shop', consentBasis: 'doubleOptIn', consent });
  expect(captured.held).toBe('consentUnconfirmed');
  await story.settle();
  const [held] = (await story.as('marketer').leads.held()).items;
  expect(held?.wayOut).toBe('They were asked to confirm, and can until 2026-03-24.');
  await confirms(story, lead.email);
  const { events } = await story.as('marketer').contact.history({ leadId: captured.leadId });
  expect(events.find(({ event }) => event === 'asked')).toMatchObject(consent);
  expect((await story.as('marketer').leads.status({ leadId: captured.leadId })).email).toEqual({ may: true });
});

test('somebody who unsubscribed is asked to confirm only after agreeing themselves, never because a colleague or a list adds them', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.as('marketer').contact.close({ leadId: ann.id, channel: 'email', reason: 'unsubscribed' });
  await story.db.deleteFrom('consents').where('leadId', '=', ann.id).execute();
  const before = ann.mails.length;
  const order = { lead: { email: ann.email }, source: 'fair', consentBasis: 'doubleOptIn' } as const;
  const consent = { wording: 'Yes, send me the gate letter.' };
  for (const add of [() => story.as('marketer').leads.add({ ...order, consent }), () => story.as('intake').leads.add(order)]) {
    const added = await add();
    expect(added).toMatchObject({ held: 'consentUnconfirmed', notAsked: 'unsubscribed' });
    expect(added.next).toContain('It is not asked to confirm: unsubscribed.');
    await story.runFor('1 day');
  }
  await expect(story.as('marketer').consents.sendConfirmation({ leadId: ann.id })).rejects.toMatchObject({
    data: { code: 'mayNotAsk' },
  });
  await story.runFor('5 days');
  expect(ann.mails).toHaveLength(before);

  const agreed = await story.as('intake').leads.add({ ...order, consent });
  expect(agreed.notAsked).toBeUndefined();
  await story.settle();
  await confirms(story, ann.email);
  expect((await story.as('marketer').leads.status({ leadId: ann.id })).email).toEqual({ may: true });
});

test('a person with a legal request is not even asked', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.as('marketer').contact.close({ leadId: ann.id, channel: 'all', reason: 'legal' });
  const before = ann.mails.length;
  expect(await fills(story, 'contact', { email: ann.email })).toBe(202);
  await story.runFor('5 days');
  expect(ann.mails).toHaveLength(before);
  expect((await historyOf(story, ann.id)).filter((line) => line.startsWith('failed'))).toEqual(['failed form/contact']);
});

const nobody = {
  person: {},
  company: {},
  consents: [],
  optedOut: false,
} as const;

test('marketing asks once more, and the person confirms by the new link', async () => {
  await using story = await begin();
  const email = 'dee@dock.example';
  await fills(story, 'newsletter', { email, consent: 'on' });
  const { consents, leads } = story.as('marketer');
  const [request] = (await consents.pending()).items;
  const { id } = request!;
  await expect(consents.sendConfirmation({ id })).rejects.toMatchObject({ data: { code: 'askedRecently' } });
  await story.runFor('5 days');
  expect(emailsTo(story, email)).toHaveLength(2);
  expect((await consents.sendConfirmation({ id })).next).toMatch(
    /^They will get an email within a minute.* until 2026-\d\d-\d\d\.$/,
  );
  await story.settle();
  expect(emailsTo(story, email)).toHaveLength(3);
  // The first two weeks are over; the link holds longer now.
  await story.runFor('12 days');
  await confirms(story, email);
  const { id: leadId } = (await leadOf(story, email))!;
  expect(await leads.status({ leadId })).toMatchObject({ email: { may: true } });
  await expect(consents.sendConfirmation({ leadId })).rejects.toMatchObject({
    data: { code: 'nothingToConfirm', todo: 'They have already agreed to get emails.' },
  });
  await expect(consents.sendConfirmation({ id })).rejects.toMatchObject({ data: { code: 'requestUnknown' } });
});

test('somebody on a list without a confirmation is asked, at most three times in a month, and never after a no', async () => {
  await using story = await begin();
  const { consents, imports, contact } = story.as('marketer');
  const csv = 'email\nann@list.example\nbob@list.example';
  await imports.run({ file: { csv }, source: 'fair.csv', consentBasis: 'doubleOptIn' });
  const leadId = 'ann@list.example';
  await consents.sendConfirmation({ leadId });
  await story.runFor('5 days');
  await consents.sendConfirmation({ leadId });
  await story.runFor('2 days');
  await expect(consents.sendConfirmation({ leadId })).rejects.toMatchObject({
    data: { code: 'askedRecently', todo: expect.stringMatching(/^Ask again after \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/) as string },
  });
  expect(emailsTo(story, leadId)).toEqual([
    'Please confirm your request',
    'Reminder: please confirm your request',
    'Reminder: please confirm your request',
  ]);
  await confirms(story, leadId);
  expect(await historyOf(story, (await leadOf(story, leadId))!.id)).toContain('confirmed fair.csv');

  await contact.close({ leadId: 'bob@list.example', channel: 'email', reason: 'doNotContact' });
  await expect(consents.sendConfirmation({ leadId: 'bob@list.example' })).rejects.toMatchObject({ data: { code: 'mayNotAsk' } });
  await story.runFor('1 day');
  expect(emailsTo(story, 'bob@list.example')).toEqual([]);
});
