import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { reportDetails } from '../../cli/report-details.ts';
import { root } from '../frame/import-graph.ts';
import { createWorld, type World } from './world.ts';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let world: World;
let url: string;
let sam: string;
beforeAll(async () => {
  world = await createWorld();
  url = await world.api.listen({ port: 0 });
  sam = await world.rep('sdr', 'Sam Rivers');
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function task(...args: readonly string[]): Promise<string> {
  const { authorization } = await world.key('rep', sam);
  const env = { ...process.env, TRELLIS_API_URL: url, TRELLIS_API_KEY: authorization.replace('Bearer ', '') };
  const all = [join(root, 'cli/trellis.js'), 'task', ...args];
  return await promisify(execFile)(process.execPath, all, { env, cwd: root }).then(
    ({ stdout }) => stdout,
    ({ stderr }: { stderr: string }) => stderr,
  );
}

test('a rep reads the call sheet, reports in the words of the phone, and sees what to do about a mistake', async () => {
  const taskId = await world.task(await world.enrolled('ann@pier7.example'), sam);
  expect(await task('note', taskId, 'Ask for Bob first')).toContain('The note is in the story of the lead.');
  const sheet = await task('show', taskId);
  expect(sheet).toMatch(/^call task of Sam Rivers \(open\): /);
  expect(sheet).toMatch(/^ {2}.* Sam Rivers: Ask for Bob first$/m);
  expect(sheet).toMatch(/^ {2}callBack at \[guide\] {2}\(Call back later\)$/m);
  expect(await task('report', taskId, 'callBack', 'at=some day')).toContain('details.at: expected an instant');
  expect(await task('report', taskId, 'callBack', 'tomorrow')).toContain('"tomorrow" is no detail.');
  expect(await task('report', taskId, 'callBack', 'at=tomorrow 10:00')).toMatch(/^The call task continues\./);
});

test('a rep closes a reply from the command line, and opens it again', async () => {
  const taskId = await world.task(await world.lead('bob@pier7.example'), sam, 'reply');
  expect(await task('report', taskId, 'answered')).toMatch(/^The task is done\./);
  expect(await task('undo', taskId)).toContain('The task is open again');
  expect(await task('close', taskId, 'spoke with them')).not.toContain('apiRefused');
});

test('details are read by the kind of their field', () => {
  const pairs = ['amount=48000', 'nextStep=null', 'channels=email,phone', 'guide.fit=a = b', 'guide.interest=high', 'reason=1'];
  expect(reportDetails(pairs)).toEqual({
    amount: 48_000,
    nextStep: null,
    channels: ['email', 'phone'],
    guide: { fit: 'a = b', interest: 'high' },
    reason: '1',
  });
});

test.each(['48,000', '', 'Infinity'])(
  'an amount of "%s" goes to the API as it was written, which says what is wrong',
  (amount) => {
    expect(reportDetails([`amount=${amount}`])).toEqual({ amount });
  },
);
