import { expect, test } from 'vitest';
import { addressesIn } from '../../api/mail/addresses.ts';
import { isAutomatic } from '../../api/mail/automatic.ts';
import { readCalendarAnswer } from '../../api/mail/calendar-answer.ts';
import { readDeliveryStatus } from '../../api/mail/delivery-report.ts';
import { readComplaint } from '../../api/mail/feedback.ts';
import { readPlainBounce } from '../../api/mail/plain-bounce.ts';
import { readMail } from '../../api/mail/read-mail.ts';
import { isReceipt } from '../../api/mail/receipt.ts';
import { blameOf } from '../../domain/mail-status.ts';
import { humanMails } from '../support/human-mails.ts';
import { machineMails } from '../support/machine-mails.ts';
import { onTheWire } from '../support/raw-mail.ts';

const kindOf = async (raw: string) => (await readMail(Buffer.from(onTheWire(raw)))).said.kind;

test('of what programs write, less than one in a hundred is taken for a person', async () => {
  const all = machineMails();
  expect(all.length).toBeGreaterThan(600);
  const people: string[] = [];
  for (const { name, raw } of all) if ((await kindOf(raw)) === 'reply') people.push(name);
  expect(people).toEqual([]);
});

test("what people write is taken for a person's", async () => {
  const machines: string[] = [];
  for (const { name, raw } of humanMails()) if ((await kindOf(raw)) !== 'reply') machines.push(name);
  expect(machines).toEqual([]);
});

test('a bounce names its recipient and what their server answered', async () => {
  const silent: string[] = [];
  for (const { name, raw } of machineMails()) {
    const { said } = await readMail(Buffer.from(onTheWire(raw)));
    if (said.kind === 'report' && !said.reports.some(({ addresses }) => addresses.includes('ann@pier7.example')))
      silent.push(name);
  }
  expect(silent).toEqual([]);
});

/** What regular expressions fear: long runs of what their beginnings match. */
const alphabets = [
  'a', ' ', '\n', '>', '-', '(', '<', 'a@', '"', '550 ', '5.1.1 ', 'unable to ', 'the following address ', 'message ', 'user is not ',
  'out of the ', 'this is an ', 'message-id: <a', 'ATTENDEE;CN=', 'Final-Recipient: a\n\n', 'x-hmxmroriginalrecipient: ', 'was not ', 'be ', 'delivery to ',
]; // prettier-ignore

test.each(alphabets.map((piece) => [piece]))('no reader is slow with a megabyte of %j', (piece) => {
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
  const short = text.slice(0, 200_000);
  const parts = ['text/calendar', 'message/rfc822', 'message/feedback-report'].map((type) => ({ type, text: short }));
  const fields = new Map([
    ['precedence', [text]],
    ['auto-submitted', [text]],
    ['return-path', [text]],
    ['sender', [text]],
    ['to', [text]],
  ]);
  const message = {
    fields,
    subject: text.slice(0, 1_000),
    from: text.slice(0, 300),
    fromName: text.slice(0, 1_000),
    text: short,
    written: short,
    parts,
  };
  const readers: Readonly<Record<string, () => unknown>> = {
    addresses: () => addressesIn(text),
    automatic: () => isAutomatic({ ...message, fields: new Map() }),
    fields: () => isAutomatic(message),
    bounce: () => readPlainBounce({ ...message, from: 'mailer-daemon@x.example' }),
    calendar: () => readCalendarAnswer(message),
    complaint: () => readComplaint(message),
    delivery: () => readDeliveryStatus(text),
    receipt: () => isReceipt(message),
    blame: () => blameOf({ text }),
  }; // prettier-ignore
  for (const [name, read] of Object.entries(readers)) {
    const begun = performance.now();
    read();
    // Tens of milliseconds where nothing else runs; a reader that is not linear takes minutes.
    expect(performance.now() - begun, name).toBeLessThan(1_000);
  }
});

test.each([
  ['rfc822;Ann@Pier7.example', ['ann@pier7.example']],
  ['<ann@pier7.example>', ['ann@pier7.example']],
  ['Ann Lee <ann@pier7.example>, "Bob, B." <bob@pier7.example>', ['ann@pier7.example', 'bob@pier7.example']],
  ['ann@pier7.example (expanded from <team@pier7.example>)', ['ann@pier7.example']],
  ['RFC822; ann+40pier7.example', ['ann@pier7.example']],
  ['utf-8; j\\x{FC}rgen@pier7.example', ['jürgen@pier7.example']],
  ['X-LOCAL;ann@pier7.example', ['ann@pier7.example']],
  ['ann@pier7.example.', ['ann@pier7.example']],
  ['nobody', []],
])('the addresses in "%s"', (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});
