import { expect, test } from 'vitest';
import { formatReport } from '../../content/compile.ts';
import { previewContent } from '../../content/preview.ts';
import { createRenderer } from '../../content/render.ts';
import { sampleValues } from '../../content/preview.ts';
import { email, workshop, type Workshop } from './workshop.ts';

const EVENT = `variables: { meetingAt: instant, room: text }
attachments:
  meeting: { start: meetingAt, minutes: 45, title: '{{rep.name}} and you; at {{sender.name}}', location: '{{room}}' }`;
const AGENDA = 'attachments:\n  agenda: { file: files/agenda.pdf }';
const pdf = Buffer.from('%PDF-1.7 agenda');

async function shopWith(matter: string, file: Buffer = pdf, path = 'files/agenda.pdf'): Promise<Workshop> {
  const shop = await workshop({ sample: email({ matter }) });
  await shop.write(path, file);
  return shop;
}
async function said(matter: string, file?: Buffer, path?: string): Promise<string> {
  await using shop = await shopWith(matter, file, path);
  return formatReport(await shop.build());
}

test('an event is made for each lead, at the instant that the program passes', async () => {
  await using shop = await shopWith(EVENT);
  expect((await shop.build()).problems).toEqual([]);
  const variables = { meetingAt: Date.UTC(2027, 2, 28, 22, 30), room: 'Room 4, second floor' };
  const message = { id: 'm1@mail.example.com', at: Date.UTC(2027, 2, 1, 8) };
  const render = createRenderer(await shop.compiled()).render;
  const { attachments } = render(
    'sample',
    [],
    { ...sampleValues, message, variables },
    (link) => `https://go.example.com/${link}`,
  );
  expect(attachments).toMatchObject([
    { filename: 'meeting.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH', encoding: 'utf8' },
  ]);
  expect(attachments[0]?.content.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Trellis//Email//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    'UID:meeting.ics-m1@mail.example.com',
    'SEQUENCE:0',
    'DTSTAMP:20270301T080000Z',
    'DTSTART:20270328T223000Z',
    'DTEND:20270328T231500Z',
    String.raw`SUMMARY:Jonas Reiter and you\; at Acme`,
    String.raw`LOCATION:Room 4\, second floor`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
});

test('a file of the app is carried as it is', async () => {
  await using shop = await shopWith(AGENDA);
  expect((await shop.build()).problems).toEqual([]);
  const { attachments } = previewContent(await shop.compiled(), 'sample');
  expect(attachments).toEqual([
    { filename: 'agenda.pdf', contentType: 'application/pdf', content: pdf.toString('base64'), encoding: 'base64' },
  ]);
});

test('another file makes another version', async () => {
  const hashWith = async (file: Buffer) => {
    await using shop = await shopWith(AGENDA, file);
    await shop.build();
    return (await shop.compiled()).sample!.versions.default.hash;
  };
  expect(await hashWith(pdf)).not.toBe(await hashWith(Buffer.from('%PDF-1.7 another')));
});

test.each([
  [
    'that is not there',
    AGENDA,
    pdf,
    'files/agendum.pdf',
    'does not exist: "files/agenda.pdf". Did you mean "files/agendum.pdf"?',
  ],
  [
    'that is something else',
    AGENDA,
    Buffer.from('PK'),
    'files/agenda.pdf',
    'is not a pdf file, although it is named "files/agenda.pdf".',
  ],
  [
    'that is too large',
    AGENDA,
    Buffer.concat([pdf, Buffer.alloc(256 * 1024)]),
    'files/agenda.pdf',
    'has 257 KB: "files/agenda.pdf". Attach 256 KB at most',
  ],
  [
    'of another kind',
    'attachments:\n  a: { file: files/a.docx }',
    Buffer.from('PK'),
    'files/a.docx',
    'is "files/a.docx". Attach pdf or ics; link to anything else.',
  ],
] as const)('a file %s is refused with its line', async (_, matter, file, path, message) => {
  expect(await said(matter, file, path)).toContain(
    `emails/sample.mjml:11: Attachment "${matter === AGENDA ? 'agenda' : 'a'}" ${message}`,
  );
});

test.each([
  ['without a start or a file', '{ title: Meeting }', 'has neither a file nor a start.'],
  [
    'that starts at what is no instant',
    '{ start: room, minutes: 30, title: Meeting }',
    'starts at "room". Name a variable of the type instant.',
  ],
  ['without a length', '{ start: meetingAt, title: Meeting }', 'lasts "nothing" minutes. Give a number up to 1440.'],
  ['of a length in words', '{ start: meetingAt, minutes: half an hour, title: Meeting }', 'lasts "half an hour" minutes.'],
  ['of two days', '{ start: meetingAt, minutes: 2880, title: Meeting }', 'lasts "2880" minutes.'],
  ['without a title', '{ start: meetingAt, minutes: 30 }', 'has no title on one line.'],
  [
    'with a title cut at a comma',
    '{ start: meetingAt, minutes: 30, title: You, us }',
    'doesn\'t know "us". Put text with commas into quotes.',
  ],
  [
    'with a title that nobody can fill in',
    "{ start: meetingAt, minutes: 30, title: '{{rep.nam}}' }",
    'has a title in which "rep.nam" isn\'t declared.',
  ],
  [
    'with a value that can be empty',
    "{ start: meetingAt, minutes: 30, title: '{{lead.company}}' }",
    'has a title in which "lead.company" can be empty.',
  ],
  ['with an open block', "{ start: meetingAt, minutes: 30, title: '{{#if lead.company}}x' }", 'has a title in which'],
])('an event %s is refused with its line', async (_, written, message) => {
  const matter = `variables: { meetingAt: instant, room: text }\nattachments:\n  meeting: ${written}`;
  expect(await said(matter)).toContain(`emails/sample.mjml:12: Attachment "meeting" ${message}`);
});

test('a variable that only an event uses counts as used', async () => {
  expect(await said(EVENT)).toContain('1 contents');
  expect(await said(EVENT.replace("'{{room}}'", 'here'))).toContain('Variable "room" is declared but not used.');
});
