import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { DAY } from '../../domain/time/duration.ts';
import { root } from '../frame/import-graph.ts';
import { guide } from '../support/guide.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let sam: string;
let leadId: string;
let taskId: string;
beforeAll(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Rivers');
  leadId = await world.enrolled();
  taskId = await world.task(leadId, sam);
});
afterAll(async () => await world[Symbol.asyncDispose]());

const asSam = () => world.as('rep', sam);
const report = async (disposition: string, details: object) =>
  await asSam().tasks.report({ id: v7(), taskId: await world.task(leadId, sam), disposition: disposition as never, details });

/** What a person writes, by the columns that hold it: how it comes in, and the words of this time. */
const doors: Readonly<Record<string, (said: string) => Promise<unknown>>> = {
  'words.subject': (subject) => replies({ subject, body: 'x' }),
  'words.body': (body) => replies({ subject: 'x', body }),
  'notes.body': (text) => asSam().tasks.note({ taskId, text }),
  'dispositions.details, a reason': (reason) => report('notReady', { reason, at: NOON + DAY, track: 'connect' }),
  'dispositions.details, the call guide': (need) => report('qualified', { guide: { ...guide, need }, meetingAt: NOON + DAY }),
  'dispositions.details, the successor': (successor) => report('leftCompany', { successor }),
  'dispositions.details, the right contact': (firstName) => report('wrongContact', { correction: { firstName } }),
  'opportunities.next_step': (nextStep) =>
    world.as('marketer').deals.open({ leadId, amount: 1, closeAt: NOON + DAY, owner: sam, nextStep }),
  'tasks.outcome': async (outcome) => await asSam().tasks.close({ taskId: await world.task(leadId, sam, 'reply'), outcome }),
};

const replies = (words: { subject: string; body: string }) =>
  recordEngagement(
    world.db,
    world.deps.policy,
    v7,
    { id: v7(), leadId, kind: 'replied', reply: 'question', at: NOON, verdict: 'human', source: 'mail', words },
    NOON,
  );

let nth = 0;
test.each(Object.keys(doors))('what a person writes into %s, they and their colleagues can read again', async (column) => {
  const said = `zyzzogeton ${++nth}`;
  await doors[column]!(said);
  const answers = {
    sheet: await asSam().tasks.get({ taskId }),
    closed: (await asSam().tasks.list({ state: 'closed' })).items,
    lead: await world.as('marketer').leads.get({ leadId }),
    story: await world.as('marketer').leads.story({ leadId }),
  };
  const readIn = Object.entries(answers).flatMap(([name, answer]) => (JSON.stringify(answer).includes(said) ? [name] : []));
  expect(readIn).not.toEqual([]);
});

test('each column named here is one of the database', () => {
  const schema = readFileSync(join(root, 'db/schema.gen.ts'), 'utf8');
  const has = (name: string): boolean => {
    const [table = '', column = ''] = name
      .split(',')[0]!
      .split('.')
      .map((part) => part.replaceAll(/_(\w)/g, (_, c: string) => c.toUpperCase()));
    return new RegExp(String.raw`^ {2}${table}: \{[^}]*\n {4}${column}: `, 'm').test(schema);
  };
  expect(Object.keys(doors).filter((name) => !has(name))).toEqual([]);
});
