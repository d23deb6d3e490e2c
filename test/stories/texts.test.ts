import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { beginStory, type RepName } from '../support/story.ts';
import { sheetsOf } from '../support/sheets.ts';

const workflows = fileURLToPath(new URL('texts/workflows.ts', import.meta.url));
const phone = '+49 151 2345-6789';

const openDay = () => beginStory({ program: 'open-day', workflows });

test('a lead gets a text at its hour, and a click on its short link counts', async () => {
  await using story = await openDay();
  const ann = await story.lead({ phone });
  await ann.gets('open-day-soon');
  const [text] = ann.texts;
  expect(text?.to).toBe('+4915123456789');
  expect(text?.text).toMatch(
    /^Ann, our open day begins on Tuesday, 17 March at 11:00 CET\. The way there: http:\/\/127\.0\.0\.1:8080\/c\/[\w-]{40,50} Reply STOP to opt out\.$/,
  );
  await ann.clicks('open-day-soon', 'way');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      "  5 sent sms open-day-soon",
      "  6 stage inquiry → archived (is on the way)",
      "  6 ended invite → archived (is on the way)",
    ]
  `);
  const told = await story.as('marketer').leads.story({ leadId: ann.id });
  expect(told.map(({ text: words }) => words).filter((words) => words.includes('open-day'))).toMatchInlineSnapshot(`
    [
      "enrolled in "Story" (open-day); starts on 2026-03-10 10:00 UTC (by marketer)",
      "we sent "Come and see us" (open-day)",
      "we sent open-day-soon by sms",
      "visited a page (pricing page) in open-day-soon",
    ]
  `);
});

test('a scanner that follows the link of a text does not count', async () => {
  await using story = await openDay();
  const ann = await story.lead({ phone });
  await ann.gets('open-day-soon');
  await ann.isScanned('open-day-soon', 'way');
  await ann.becomes('archived');
  expect((await ann.journal()).at(-1)).toContain('saw the text');
});

test('STOP ends the texts, and nothing else', async () => {
  await using story = await openDay();
  const ann = await story.lead({ phone });
  await ann.gets('open-day');
  expect(await ann.textsBack('sms', ' Stop. ')).toBe(
    'Sundry: you will get no more texts from us. Reply START to get them again.',
  );
  expect(await ann.textsBack('sms', 'STOP')).toBeUndefined();
  await ann.becomes('archived');
  expect(ann.texts).toEqual([]);
  expect(await ann.got()).toEqual(['open-day', 'news']);
  expect(await ann.journal()).toContain('skipped open-day-soon (unsubscribed)');
});

test.each(['ARRÊT', 'Abmelden!', 'baja', 'please stop texting me', 'Bitte nehmen Sie mich aus dem Verteiler'])(
  '“%s” ends the texts, too',
  async (words) => {
    await using story = await openDay();
    const ann = await story.lead({ phone });
    await ann.gets('open-day');
    expect(await ann.textsBack('sms', words)).toContain('no more texts');
    await ann.becomes('archived');
    expect(ann.texts).toEqual([]);
  },
);

test('START opens what STOP closed, and HELP says who we are', async () => {
  await using story = await openDay();
  const ann = await story.lead({ phone });
  await ann.gets('open-day');
  await ann.textsBack('sms', 'STOP');
  expect(await ann.textsBack('sms', 'help')).toContain('hello@mail.example.com');
  expect(await ann.textsBack('sms', 'Start')).toContain('again');
  await ann.gets('open-day-soon');
});

test('a number that said STOP stays closed for everybody who has it, also later', async () => {
  await using story = await openDay();
  const ann = await story.lead({ phone });
  await ann.gets('open-day');
  await ann.textsBack('sms', 'STOP');
  const bob = await story.lead({ email: 'bob@pier7.example', firstName: 'Bob', phone: '0049 (151) 23456789' });
  await bob.becomes('archived');
  expect(bob.texts).toEqual([]);
});

test.each([
  ['has no number', {}, 'noAddress'],
  ['has a number without a country code', { phone: '0151 23456789', country: '' }, 'noAddress'],
  ['has not agreed to texts', { phone, basis: 'customer' as const }, 'optInNeeded'],
])('a lead who %s gets no text, and stays in the program', async (_, cells, because) => {
  await using story = await openDay();
  const ann = await story.lead(cells);
  await ann.becomes('archived');
  expect(await ann.got()).toEqual(['open-day', 'news']);
  expect(await ann.journal()).toContain(`skipped open-day-soon (${because})`);
});

test('what a lead texts back is a reply, which a rep reads', async () => {
  await using story = await openDay();
  const ann = await story.lead({ phone });
  await ann.gets('open-day-soon');
  expect(await ann.textsBack('sms', 'Is there a place to park?')).toBeUndefined();
  const reps = Object.keys(story.reps) as RepName[];
  const queues = await Promise.all(reps.map((name) => sheetsOf(story.asRep(name))));
  expect(queues.flat()).toMatchObject([
    { kind: 'reply', lead: { leadId: ann.id }, messages: [{ body: 'Is there a place to park?' }] },
  ]);
});

test('a text with characters that Postgres can’t store is a reply like any other, and an opt-out counts', async () => {
  await using story = await openDay();
  const ann = await story.lead({ phone });
  await ann.gets('open-day-soon');
  expect(await ann.textsBack('sms', 'Where\0 can I park? \ud83d')).toBeUndefined();
  const wrote = await story.db.selectFrom('words').selectAll().execute();
  expect(JSON.stringify(wrote)).toContain('Where can I park?');
  expect(await ann.textsBack('sms', 'ST\0OP')).toContain('no more texts');
});

test('a text waits for the next morning, in the lead’s zone', async () => {
  await using story = await openDay();
  const ann = await story.lead({ phone, country: 'US', zone: 'America/New_York' });
  await ann.gets('open-day-soon');
  const { sentAt } = await story.db
    .selectFrom('touches')
    .select('sentAt')
    .where('content', '=', 'open-day-soon')
    .executeTakeFirstOrThrow();
  const hour = Number(sentAt!.toLocaleString('en-GB', { timeZone: 'America/New_York', hour: '2-digit' }));
  expect(hour).toBeGreaterThanOrEqual(10);
  expect(hour).toBeLessThan(18);
});
