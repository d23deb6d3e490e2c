import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Lead } from '../../workflows/lead.ts';
import { httpServer, type Heard, type Reply } from '../support/http-server.ts';
import { beginStory } from '../support/story.ts';
import { stepsAt } from './own-steps/steps.ts';

const workflows = fileURLToPath(new URL('own-steps/workflows.ts', import.meta.url));
const works: Reply = { status: 200, body: { id: 'c-17' } };
const fails: Reply = { status: 503 };

/** A lead in a program that runs a step, beside a CRM. */
async function besideCrm(reply: (request: Heard, nth: number) => Reply) {
  await using stack = new AsyncDisposableStack();
  const crm = stack.use(await httpServer(reply));
  const story = stack.use(await beginStory({ program: 'greeting', workflows, steps: stepsAt(crm.url) }));
  const ann = await story.lead({ email: 'ann@pier7.example', company: 'Pier 7' });
  const told = async () => {
    const lines = await story.as('marketer').leads.story({ leadId: ann.id });
    return lines.filter(({ text }) => /^(?:ran )?crm|CRM|parked/.test(text)).map(({ text }) => text);
  };
  const all = stack.move();
  return { crm, story, ann, told, [Symbol.asyncDispose]: async () => await all.disposeAsync() };
}

test('a program runs a step with the lead’s record, and continues with the answer', async () => {
  await using it = await besideCrm(() => works);
  await it.story.runFor('1 day');
  expect(it.crm.heard.map(({ body }) => JSON.parse(body))).toEqual([
    { email: 'ann@pier7.example', company: 'Pier 7', pipeline: 'newcomers' },
  ]);
  expect(await it.told()).toEqual(['ran crm: contact c-17', 'becomes MQL (is c-17 in the CRM)']);
});

test('a step that fails is retried with the same key, and the lead waits for it', async () => {
  await using it = await besideCrm((_, nth) => (nth < 3 ? fails : works));
  await it.story.runFor('1 day');
  expect(new Set(it.crm.heard.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(await it.told()).toEqual(['ran crm (3 attempts): contact c-17', 'becomes MQL (is c-17 in the CRM)']);
});

test('a step that fails for good parks the lead, and an operator’s retry runs only what has no answer yet', async () => {
  let isUp = false;
  await using it = await besideCrm(() => (isUp ? works : fails));
  await it.story.runFor('1 day');
  expect(it.crm.heard).toHaveLength(4);
  expect(await it.told()).toEqual([
    'crm failed (4 attempts): Error',
    'is parked in the track greet after an error (STEP_FAILED at step 2, run crm)',
  ]);
  isUp = true;
  await it.story.as('admin').ops.retry({ id: '0190b0f2-0000-7000-8000-000000000001', leadId: it.ann.id });
  await it.story.runFor('1 day');
  expect(await it.ann.got()).toEqual(['guide']);
  expect((await it.told()).at(-1)).toBe('becomes MQL (is c-17 in the CRM)');
});

test('a lead leaves its track while a step waits for its next attempt', async () => {
  await using it = await besideCrm(() => fails);
  await it.story.settle();
  await it.ann.does('demoRequested');
  await it.story.runFor('1 hour');
  expect((await it.ann.diary()).at(-1)).toContain('entered talk');
  const attempts = it.crm.heard.length;
  await it.story.runFor('12 hours');
  expect(it.crm.heard).toHaveLength(attempts);
});

test('an answer that holds an address never reaches Temporal', async () => {
  await using it = await besideCrm(() => ({ status: 200, body: { id: 'ann@pier7.example' } }));
  await it.story.runFor('1 day');
  expect(it.crm.heard).toHaveLength(1);
  expect((await it.told())[0]).toBe('crm failed: NOT_CODES');
});

test('the compiler knows the steps of the app, their orders and their answers', () => {
  const runs = async (lead: Lead) => {
    const { contact } = await lead.run('crm', { pipeline: 'newcomers' });
    contact satisfies string;
    // @ts-expect-error no such step
    await lead.run('crn', { pipeline: 'newcomers' });
    // @ts-expect-error the order lacks the pipeline
    await lead.run('crm');
    // @ts-expect-error the pipeline is a text
    await lead.run('crm', { pipeline: 1 });
  };
  expect(runs).toBeTypeOf('function');
});
