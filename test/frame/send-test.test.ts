import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openEmailStore } from '../../dev/mail/email-store.ts';
import { inboxOf } from '../../dev/mail/inbox.ts';
import { startMailSink, type MailSink } from '../../dev/mail/mail-sink.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { root } from './import-graph.ts';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const stack = new AsyncDisposableStack();
let sink: MailSink;
let inbox: ReturnType<typeof inboxOf>;

beforeAll(async () => {
  const store = stack.use(await openEmailStore(stack.use(await temporaryFolder()).path));
  sink = stack.use(await startMailSink({ store }));
  inbox = inboxOf(store);
});
afterAll(async () => await stack.disposeAsync());

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const sendTest = (args: readonly string[], smtp: string | undefined = sink.smtpUrl): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], TRELLIS_APP: 'test/app', ...(smtp && { TRELLIS_SMTP_URL: smtp }) };
    execFile(process.execPath, [join(root, 'cli/trellis.js'), 'send-test', ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

test('one email of the app goes out as a test, from its sender, with its text and its attachments', async () => {
  const at = '2027-03-11T15:00:00Z';
  const ran = await sendTest(['meeting', '--to', 'me@pier7.example', '--var', `meetingAt=${at}`]);
  expect(ran).toMatchObject({ code: 0, err: '' });
  const [summary] = inbox.messages({ to: 'me@pier7.example' });
  const email = await inbox.read(summary!.id);
  expect(summary!.subject).toMatch(/^\[Test\] /);
  expect(summary!.from).toContain('hello@mail.example.com');
  expect(email.text).toContain('Thursday, March 11 at 10:00 AM');
  expect((await inbox.raw(summary!.id)).toString()).toContain('text/calendar');
  // It is no touch: nobody is unsubscribed by it, and no server of ours is told of a click.
  expect(email.html).toContain('https://meet.sundry.example.com/room');
  expect((await inbox.raw(summary!.id)).toString()).not.toContain('List-Unsubscribe');
});

test.each([
  [['guidee', '--to', 'me@pier7.example'], 'There is no content "guidee". Did you mean "guide"?'],
  [['guide', '--to', 'me@pier7.example', '--persona', 'nobody'], 'guide has no version for "nobody". Known: default'],
  [
    ['meeting', '--to', 'me@pier7.example', '--var', 'meetingAt=soon'],
    '"meetingAt" of content "meeting" must be a value of the type instant',
  ],
  [['meeting', '--to', 'me@pier7.example', '--var', 'meetngAt=1'], 'Did you mean "meetingAt"?'],
])('a mistake is reported before anything is sent: %j', async (args, message) => {
  const before = inbox.count;
  const { code, err } = await sendTest(args);
  expect(err).toContain(message);
  expect(code).toBe(1);
  expect(inbox.count).toBe(before);
});

test('without an email server, or with one that refuses, the command says so', async () => {
  expect((await sendTest(['guide', '--to', 'me@pier7.example'], '')).err).toBe('badSettings: TRELLIS_SMTP_URL: is missing\n');
  sink.behave({ recipient: () => ({ code: 550, text: '5.1.1 no such user' }) });
  const { code, err } = await sendTest(['guide', '--to', 'me@pier7.example']);
  sink.behave({});
  expect([code, err]).toEqual([4, expect.stringContaining('did not take the email: refused')]);
});
