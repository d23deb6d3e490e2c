import { expect, test } from 'vitest';
import { addressesIn } from '../../api/mail/addresses.ts';
import { isAutomatic } from '../../api/mail/automatic.ts';
import { readCalendarAnswer } from '../../api/mail/calendar-answer.ts';
import { readDeliveryStatus } from '../../api/mail/delivery-report.ts';
import { readComplaint } from '../../api/mail/feedback.ts';
import { readPlainBounce } from '../../api/mail/plain-bounce.ts';
import { readMail } from '../../api/mail/read-mail.ts';
import { isReceipt } from '../../api/mail/receipt.ts';
import { blameOf } from '../../domain/contact/mail-status.ts';
import { humanMails } from '../support/human-mails.ts';
import { machineMails } from '../support/machine-mails.ts';
import { onTheWire } from '../support/raw-mail.ts';

const kindOf = async (raw: string) => (await readMail(Buffer.from(onTheWire(raw)))).said.kind;

test('less than one in a hundred messages from programs counts as a person’s', async () => {
  const all = machineMails();
  expect(all.length).toBeGreaterThan(600);
  const people: string[] = [];
  for (const { name, raw } of all) if ((await kindOf(raw)) === 'reply') people.push(name);
  expect(people).toEqual([]);
});

test("messages from people count as a person's", async () => {
  const machines: string[] = [];
  for (const { name, raw } of humanMails()) if ((await kindOf(raw)) !== 'reply') machines.push(name);
  expect(machines).toEqual([]);
});

const answerOf = (head: string, text: string) =>
  `From: Ann <ann@pier7.example>\nTo: hello@mail.example.com\n${head}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`;

test.each([
  ['Re: The guide', 'I am currently out of the office with limited access to email. In urgent cases please contact reception.'],
  ['Re: The guide', 'Vielen Dank für Ihre Nachricht. Ich bin bis zum 16.03. nicht im Büro.'],
  ['Re: The guide', "Bonjour, je suis absent jusqu'au 16 mars. En cas d'urgence, contactez l'accueil."],
  ['Re: The guide', 'Gracias por su mensaje. Estoy fuera de la oficina hasta el 16 de marzo.'],
  ['Re: The guide', 'Grazie per il messaggio. Sono fuori ufficio fino al 16 marzo.'],
  ['Annual leave Re: The guide', 'Back on 16 March.'],
  ['Urlaub', 'Ab 16.03. wieder da.'],
  ['Congés annuels', 'De retour le 16 mars.'],
  ['Vacaciones', 'Vuelvo el 16.'],
  ['Autovastaus: The guide', 'Palaan 16.3.'],
  ['[Ticket 1234] Request received', 'We will answer soon.'],
  ['Thank you for your email', 'We will answer soon.'],
  ['Re: The guide (Action Required)', 'To ensure delivery please prove you are a human by clicking on the link below.'],
  ['Re: The guide', "I'm protecting myself from junk mail. Please click the link below to complete the verification process."],
  ['Re: The guide', 'To control spam, I now allow incoming messages only from senders I have approved beforehand.'],
  ['[Ticket#20260310] The guide', 'Vielen Dank für Ihre Anfrage. Ihre E-Mail wurde unter der Ticketnummer 20260310 erfasst.'],
])('an automatic reply without a header of its own is a program\'s: "%s", "%s"', async (subject, text) => {
  expect(await kindOf(answerOf(`Subject: ${subject}`, text))).toBe('automatic');
});

test.each(['X-Zimbra-Autoreply: 1', 'X-Loop: autoresponder', 'X-Mailer: vacation 1.2.7', 'X-Sieve: Pigeonhole Sieve vacation', 'Delivered-To: Autoresponder', 'X-POST-MessageClass: 9; Autoresponder'])(
  'a program says of itself that it answers: %s',
  async (field) => {
    expect(await kindOf(answerOf(`Subject: Re: The guide\n${field}`, 'I am back on Monday.'))).toBe('automatic');
  },
); // prettier-ignore

test.each([
  ['Re: The guide', 'We have received your mail and the ticket from Hamburg. Please call me.'],
  ['Re: The guide', 'I was out of the office, sorry. Yes, please call me.'],
  ['Re: The guide', 'Thank you for your email. I was away from my desk. It is urgent, call me.'],
  ['Re: The guide', 'I am on holiday next week. Shall we talk after that?'],
  ['Urlaub vorbei, jetzt zum Angebot', 'Bitte rufen Sie mich an.'],
  ['Absence management software?', 'Do you do that, too?'],
])('a person who writes about such things is still a person: "%s", "%s"', async (subject, text) => {
  expect(await kindOf(answerOf(`Subject: ${subject}`, text))).toBe('reply');
});

test.each([
  ['Exim', 'Warning: message 1abc-01 delayed 24 hours', 'A message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours.\n\n  ann@pier7.example\n    Delay reason: mailbox is full\n\nNo action is required on your part. Delivery attempts will continue for some time, and this warning may be repeated at intervals if the message remains undelivered.'],
  ['Sendmail', 'Warning: could not send message for past 4 hours', '** THIS IS A WARNING MESSAGE ONLY **\n\n<ann@pier7.example>... Deferred: Connection timed out\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old'],
  ['Gmail', 'Delivery Status Notification (Delay)', "There was a temporary problem delivering your message to ann@pier7.example. Gmail will retry for 46 more hours. You'll be notified if the delivery fails permanently."],
])('%s says that it still tries', async (_, subject, text) => {
  const { said } = await readMail(Buffer.from(onTheWire(`From: Mail Delivery <mailer-daemon@mx.example>\nSubject: ${subject}\n\n${text}\n`)));
  expect(said).toMatchObject({ kind: 'report', reports: [{ action: 'delayed' }] });
}); // prettier-ignore

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
  'out of the ', 'ich bin ', 'dear ', 'if ', 'this is an ', 'message-id: <a', 'ATTENDEE;CN=', 'Final-Recipient: a\n\n', 'x-hmxmroriginalrecipient: ', 'was not ', 'be ', 'delivery to ',
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

test('a message of a million lines is read by its first ones, in seconds', async () => {
  const before = performance.now();
  const mail = await readMail(Buffer.from(`From: ann@pier7.example\r\n\r\nPlease stop.\r\n${'\n'.repeat(1_000_000)}`));
  expect(mail).toMatchObject({ from: 'ann@pier7.example', said: { kind: 'reply' } });
  expect(mail.text).toContain('Please stop.');
  expect(performance.now() - before).toBeLessThan(9_000);
});
