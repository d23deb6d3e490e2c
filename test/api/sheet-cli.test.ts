import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { root } from '../frame/import-graph.ts';
import { createWorld, NOON, type World } from './world.ts';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let world: World;
let url: string;
let sam: string;
let leadId: string;
beforeAll(async () => {
  world = await createWorld();
  url = await world.api.listen({ port: 0 });
  sam = await world.rep('sdr', 'Sam Rivers');
  const lead = { email: 'ann@pier7.example', firstName: 'Ann', lastName: 'Lee', company: 'Pier Seven', phone: '+49 30 901820' };
  ({ leadId } = await world.as('intake').leads.add({ lead, source: 'fair', consentBasis: 'optIn' }));
  await world.task(leadId, sam);
  // Otherwise the two tasks would be of the same instant, and either could come first.
  world.now = NOON + MINUTE;
  const words = { body: 'Our contract ends in May.\nDoes it work with SAP?' };
  const reply = {
    id: v7(),
    leadId,
    kind: 'replied',
    reply: 'question',
    at: world.now,
    verdict: 'human',
    source: 'mail',
    words,
  } as const;
  await recordEngagement(world.db, world.deps.policy, v7, reply, world.now);
  await world.as('rep', sam).leads.note({ leadId, text: 'Gate two is closed until May.' });
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function trellis(role: 'rep' | 'manager', ...args: readonly string[]): Promise<string> {
  const whose = role === 'rep' ? sam : await world.rep('manager', 'Mia Manager');
  const key = (await world.key(role, whose)).authorization.split(' ')[1];
  const env = { PATH: process.env['PATH'], TZ: 'Europe/Berlin', TRELLIS_API_URL: url, TRELLIS_API_KEY: key };
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'cli/trellis.js'), ...args], { cwd: root, env });
  return stdout.replaceAll(/[0-9a-f-]{36}/g, '…').replaceAll(/ +$/gm, '');
}

test('a rep reads their queue as a table, with the words of the lead and the time where the lead is', async () => {
  expect(await trellis('rep', 'queue')).toMatchInlineSnapshot(`
    "DUE               TASK   LEAD     TITLE  COMPANY     THEIR TIME         TRIES  WHY                              WORDS                                             REP         ID
    2026-03-10 13:01  reply  Ann Lee         Pier Seven  Tue 10 Mar, 11:01  0      reply: question; knows the lead  Our contract ends in May.\\nDoes it work with SAP?  Sam Rivers  …
    2026-03-10 15:00  call   Ann Lee         Pier Seven  Tue 10 Mar, 11:01  0      became MQL                       Our contract ends in May.\\nDoes it work with SAP?  Sam Rivers  …
    "
  `);
});

test('a manager reads the queue of a rep who is named by address, as JSON, too', async () => {
  const { items: tasks } = JSON.parse(await trellis('manager', 'queue', '--as', 'sam.rivers@ours.example', '--json')) as {
    items: { assignee: { name: string }; words: string }[];
  };
  expect(tasks.map(({ assignee }) => assignee.name)).toEqual(['Sam Rivers', 'Sam Rivers']);
  expect(tasks[0]?.words).toBe('Our contract ends in May.\nDoes it work with SAP?');
});

test('a manager without tasks of their own is told how to see those of the team', async () => {
  expect(await trellis('manager', 'queue')).toBe('You have no such tasks; --team lists those of your team.\n');
  expect(await trellis('manager', 'queue', '--team', '--state', 'toDecide')).toBe('There are no tasks.\n');
});

test('a lead is shown on one page, by its address, with nothing but words', async () => {
  expect(await trellis('rep', 'lead', 'ann@pier7.example')).toMatchInlineSnapshot(`
    "Ann Lee, Pier Seven

    Person
      ann@pier7.example, +49 30 901820
      User; from fair, added 2026-03-10 11:00

    Company
      Pier Seven, pier7.example, prospect, nobody owns it

    Stage
      Inquiry since 2026-03-10 11:00
      owner: none
      in no program yet

    Contact
      Email: open
      Phone: open
      their time: Tue 10 Mar, 11:01 (Europe/Berlin); they may be called now
      2026-03-10 11:00  consent by fair: News, guides and offers (Opt-in, law of: Elsewhere)

    Score
      fit 0: nothing yet
      interest 0 (cold): nothing yet
      not ready for sales: it does not fit well enough, has not shown enough interest, has done too few different things lately

    Tasks
      reply task of Sam Rivers, due 2026-03-10 13:01: reply: question; knows the lead
      call task of Sam Rivers, due 2026-03-10 15:00: became MQL

    Words
      2026-03-10 11:01  replied: has a question: “Our contract ends in May.
      Does it work with SAP?”

    Notes
      2026-03-10 11:01  Sam Rivers: Gate two is closed until May.

    Last
      2026-03-10 11:00  added from fair (by intake)
      2026-03-10 11:00  consent by fair: News, guides and offers (Opt-in, law of: Elsewhere)
      2026-03-10 11:01  replied (has a question): “Our contract ends in May.
      Does it work with SAP?”
      2026-03-10 11:01  note by Sam Rivers: Gate two is closed until May.
      2026-03-10 11:01  reply task for Sam Rivers: reply: question; knows the lead
    "
  `);
});
