import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { personalData } from '../../db/leads/personal-data.ts';
import { writesBack } from '../support/mail-to-us.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

vi.setConfig({ testTimeout: 120_000 });

const xanthippe = {
  firstName: 'Xanthippe',
  lastName: 'Quillfeather',
  title: 'Wharfinger',
  phone: '+49 30 5550199',
  email: 'xanthippe@pier7.example',
};
const secrets = ['xanthippe', 'quillfeather', 'wharfinger', '5550199', 'ziggurat', 'ockhamite', 'mountebank'];

async function tablesOf({ db }: Story): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** The rows of all tables that contain one of the secrets, bytes read as text. */
async function traces(story: Story): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tablesOf(story)) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`select to_jsonb(t) as row from ${sql.table(table)} as t`.execute(
      story.db,
    );
    for (const { row } of rows) {
      const text = Object.values(row).map((value) => readable(value)).join(' ').toLowerCase(); // prettier-ignore
      found.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${table}: ${secret}`));
    }
  }
  return [...new Set(found)].toSorted();
}

/** Bytes arrive as `\x…`. */
const readable = (value: unknown): string =>
  typeof value === 'string' && value.startsWith(String.raw`\x`)
    ? Buffer.from(value.slice(2), 'hex').toString('utf8')
    : JSON.stringify(value);

/** A lead whom many tables know: by a file, an email, a reply, a call, a note. */
async function wellKnown(story: Story): Promise<Person> {
  const ann = await story.lead(xanthippe);
  const csv = `email,name,size\n${xanthippe.email},Xanthippe Quillfeather,not a number\n${xanthippe.email.replace('@', '[at]')},Xanthippe Quillfeather,7`;
  await story.as('marketer').imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn' });
  await ann.gets('guide');
  await writesBack(story, ann, 'Does it fit our ziggurat of pallets? Xanthippe Quillfeather, Wharfinger');
  await ann.does('demoRequested');
  await story.as('marketer').leads.note({ leadId: ann.id, text: 'they lose ockhamite containers' });
  await story.as('marketer').leads.update({ leadId: ann.id, title: 'Wharfinger in chief' });
  return ann;
}

test('an erased person is in no table any more, and nobody writes to them again', async () => {
  await using story = await beginStory();
  const ann = await wellKnown(story);
  await ann.isHeldBy('sdr-team');
  expect((await traces(story)).length).toBeGreaterThan(5);
  const erased = await story.as('admin').leads.erase({ leadId: ann.id });
  expect(erased.next).toContain('They are erased.');
  await story.settle();
  await story.runFor('1 day');
  const before = ann.mails.length;
  await story.runFor('60 days');
  expect(ann.mails).toHaveLength(before);
  expect(await traces(story)).toEqual([]);
  expect(await ann.holder()).toBeUndefined();
  expect((await story.as('admin').ops.unattended()).count).toBe(0);
  const told = await story.as('admin').leads.story({ leadId: ann.id });
  expect(JSON.stringify(told)).toContain('was erased on request');
});

test('a dry run says what would be erased, and erases nothing', async () => {
  await using story = await beginStory();
  const ann = await wellKnown(story);
  const before = await traces(story);
  const { rows, next } = await story.as('admin').leads.erase({ leadId: ann.id, dryRun: true });
  expect(rows).toMatchObject({ leads: 1, words: 1, notes: 1 });
  expect(next).toContain('Nothing is erased yet');
  expect((await traces(story)).filter((one) => !before.includes(one))).toEqual([]);
  expect(await story.as('admin').leads.erase({ leadId: ann.id })).toMatchObject({ rows });
});

test('a file can’t bring back an erased person, but they can come back on their own', async () => {
  await using story = await beginStory();
  const ann = await story.lead(xanthippe);
  await story.as('admin').leads.erase({ leadId: ann.id });
  const file = { csv: `email,name\n${xanthippe.email},Xanthippe Quillfeather` };
  const imported = await story.as('marketer').imports.run({ file, source: 'old list', consentBasis: 'optIn' });
  expect(imported).toMatchObject({ created: 0, rejected: [{ line: 2, reason: expect.stringContaining('asked to be erased') }] });
  const lead = { email: xanthippe.email };
  await expect(story.as('intake').leads.add({ lead, source: 'crm', consentBasis: 'optIn' })).rejects.toMatchObject({
    data: { code: 'erased' },
  });
  await ann.does('demoRequested');
  const again = await story.as('admin').leads.get({ leadId: xanthippe.email });
  expect(again.id).not.toBe(ann.id);
});

test('what systems report later brings back no erased person, but an opt-out among it counts if they come back', async () => {
  await using story = await beginStory();
  const ann = await story.lead(xanthippe);
  await story.as('admin').leads.erase({ leadId: ann.id });
  const lead = xanthippe.email;
  const acts = [{ kind: 'attended', at: story.now - 60_000 }, { kind: 'opened' }, { kind: 'unsubscribed' }];
  const { results } = await story.as('intake').events.record({
    events: acts.map((act) => ({ ...act, lead })),
    create: { source: 'crm', consentBasis: 'optIn' },
  });
  expect(results).toMatchObject(acts.map(() => ({ status: 'refused', refused: { code: 'erased' } })));
  await expect(story.as('admin').leads.get({ leadId: lead })).rejects.toMatchObject({ data: { code: 'leadUnknown' } });
  await story.settle();
  expect(await traces(story)).toEqual([]);
  await story.runFor('1 day');
  await ann.does('attended', { at: story.now - 60_000 });
  expect(await story.as('admin').leads.status({ leadId: lead })).toMatchObject({
    email: { may: false, because: 'unsubscribed' },
  });
});

test('a person who is already erased, or has a deal with a salesperson, is not erased', async () => {
  await using story = await beginStory();
  const [ann, eve] = [await story.lead(), await story.lead({ email: 'eve@pier9.example', seniority: 'director' })];
  await story.as('admin').leads.erase({ leadId: ann.id });
  await expect(story.as('admin').leads.erase({ leadId: ann.id })).rejects.toMatchObject({ data: { code: 'erased' } });
  await eve.does('demoRequested');
  await eve.isHeldBy('deal-team');
  await expect(story.as('admin').leads.erase({ leadId: eve.id })).rejects.toMatchObject({ data: { code: 'inDeal' } });
});

test('an erased person is in no audience any more, where others stay', async () => {
  await using story = await beginStory();
  const ann = await story.lead(xanthippe);
  await story.lead({ email: 'jo.xan@pier7.example' });
  const { segments, campaigns } = story.as('marketer');
  const pasted = `${xanthippe.email.toUpperCase()}; jo.xan@pier7.example`;
  const { audience } = await segments.addresses({ pasted });
  await segments.save({ name: 'Guests', audience: `${audience} or phone is "${xanthippe.phone}"` });
  await campaigns.draft({ name: 'Dinner', program: 'newcomers', audience: audience! });
  const { tables } = await story.as('admin').leads.export({ leadId: ann.id });
  expect(tables).toMatchObject({ segments: [{ name: 'Guests' }], campaigns: [{ name: 'Dinner' }] });
  expect(JSON.stringify(tables)).not.toContain('jo.xan@pier7.example');
  await story.as('admin').leads.erase({ leadId: ann.id });
  await story.settle();
  expect(await traces(story)).toEqual([]);
  expect(await segments.count({ audience: 'in segment Guests' })).toMatchObject({ leads: 1 });
});

test('a person who was erased is in no list, no search and no campaign, but is found by their id', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ ...xanthippe, source: 'fair' });
  const bob = await story.lead({ email: 'bob@pier7.example', source: 'fair', country: 'NL' });
  await story.as('admin').leads.erase({ leadId: ann.id });
  const { leads, segments, campaigns } = story.as('marketer');
  const count = async (audience: string) => (await segments.count({ audience })).leads;
  expect((await leads.list({})).items.map(({ id }) => id)).toEqual([bob.id]);
  expect(await count('everybody')).toBe(1);
  expect(await count('source is fair')).toBe(1);
  expect(await count('country is unknown')).toBe(0);
  expect((await leads.find({ text: 'pier' })).map(({ id }) => id)).toEqual([bob.id]);
  expect((await leads.find({ text: ann.id })).map(({ id }) => id)).toEqual([ann.id]);
  expect((await segments.explain({ leadId: ann.id, audience: 'source is fair' })).isIn).toBe(false);
  const { campaignId } = await campaigns.draft({ name: 'Fair', program: 'newcomers', audience: 'everybody' });
  const { leads: would, not } = await campaigns.preview({ campaignId, days: 0 });
  expect({ would, not }).toMatchObject({ would: 0, not: [{ leads: 1, people: [{ leadId: bob.id }] }] });
});

test('another person whose address ends the same way keeps their data', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ email: 'ann@pier7.example', firstName: 'Al', lastName: 'Li' });
  const joann = await story.lead({ email: 'joann@pier7.example', firstName: 'Alina', lastName: 'Lind' });
  await joann.gets('guide');
  await writesBack(story, joann, 'We have a ziggurat of pallets.');
  const csv = `email,name,size\njoann@pier7.example,Alina Lind,many\nann@pier7.example,Al Li,few`;
  await story.as('marketer').imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn' });
  const kept = async (email: string) =>
    (await story.db.selectFrom('importRejections').selectAll().execute()).filter(({ value }) => value.includes(email)).length;
  const mails = async () => (await story.db.selectFrom('incomingMails').select('id').execute()).length;
  const before = [await mails(), await kept('joann@')];
  await story.as('admin').leads.erase({ leadId: ann.id });
  expect([await mails(), await kept('joann@')]).toEqual(before);
  expect(before).toEqual([1, expect.any(Number)]);
  expect(before[1]).toBeGreaterThan(0);
});

test('a person gets everything that is stored about them, by table', async () => {
  await using story = await beginStory();
  const ann = await wellKnown(story);
  const { tables } = await story.as('admin').leads.export({ leadId: ann.id });
  const text = JSON.stringify(tables);
  for (const secret of ['Xanthippe', 'Quillfeather', 'ziggurat', 'ockhamite', 'Wharfinger in chief'])
    expect(text).toContain(secret);
  expect(Object.keys(tables)).toEqual(expect.arrayContaining(['leads', 'words', 'notes', 'touches', 'consents', 'engagements']));
});

/** Tables about leads that hold ids, codes, numbers and times only. */
const withoutPeople = [
  'deferred_enrolments',
  'enrolments',
  'event_deliveries',
  'import_leads',
  'model_scores',
  'outbox',
  'outgoing_events',
  'provider_calls',
  'scores',
  'sla_events',
  'transitions',
];

test('every table that names a lead is erased, or holds nothing about a person', async () => {
  await using story = await beginStory();
  const { rows } = await sql<{ name: string }>`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'lead_id'`.execute(story.db);
  const tables = rows.map(({ name }) => name).filter((name) => !Object.hasOwn(personalData, name));
  expect(tables.toSorted()).toEqual(withoutPeople);
});
