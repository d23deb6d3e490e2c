/** Small workflows that exercise what the virtual engine promises. */
import {
  ApplicationFailure,
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  log,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type * as activities from './activities.ts';

type Activities = ReturnType<typeof activities.createActivities>;

const local = proxyLocalActivities<Activities>({ startToCloseTimeout: '10 s' });
const impatient = proxyLocalActivities<Activities>({
  startToCloseTimeout: '2 s',
  scheduleToCloseTimeout: '30 s',
  retry: { maximumAttempts: 3 },
});
const short = proxyLocalActivities<Activities>({ scheduleToCloseTimeout: '5 s' });
const patient = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 s',
  localRetryThreshold: '1 s',
  retry: { initialInterval: '1 minute', maximumAttempts: 3 },
});
const remote = proxyActivities<Activities>({
  startToCloseTimeout: '10 s',
  retry: { initialInterval: '10 s', maximumAttempts: 3 },
});
const remoteOnce = proxyActivities<Activities>({ startToCloseTimeout: '10 s', retry: { maximumAttempts: 1 } });
const remoteShort = proxyActivities<Activities>({ scheduleToCloseTimeout: '1 minute', startToCloseTimeout: '10 s' });

export const poke = defineSignal<[string]>('poke');
export const rename = defineUpdate<string, [string]>('rename');
export const seen = defineQuery<string[]>('seen');
export const stage = defineSearchAttributeKey('Stage', 'KEYWORD');

/** Sleeps, and says when it woke up. */
export async function sleeper(durations: string[]): Promise<number[]> {
  const woke: number[] = [];
  for (const duration of durations) {
    await sleep(duration as '1 day');
    woke.push(Date.now());
  }
  return woke;
}

/** Collects messages until it has `count`, or until the deadline. */
export async function listener(count: number, deadline = '30 days'): Promise<string[]> {
  const heard: string[] = [];
  setHandler(poke, (word) => void heard.push(`signal ${word}`));
  setHandler(seen, () => heard);
  setHandler(
    rename,
    async (name) => {
      if (name === 'bug') throw new TypeError('a bug in a handler');
      if (name === 'slow') await sleep('1 hour');
      if (name === 'broken') throw ApplicationFailure.create({ type: 'Broken', message: 'cannot be repaired' });
      heard.push(`update ${name}`);
      return `renamed to ${name}`;
    },
    {
      validator: (name) => {
        if (name === 'forbidden')
          throw ApplicationFailure.create({ type: 'Forbidden', message: `not ${name}`, details: [{ id: 7 }] });
      },
    },
  );
  setCurrentDetails(`waits for ${count}`);
  if (!(await condition(() => heard.length >= count, deadline as '30 days'))) heard.push('deadline');
  await condition(allHandlersFinished);
  return heard;
}

/** One visit after the other, each a run of its own; messages may come at any moment. */
export async function wanderer(visit: number, heard: string[]): Promise<string[]> {
  setHandler(poke, (word) => void heard.push(`${visit} signal ${word}`));
  setHandler(rename, (name) => {
    heard.push(`${visit} update ${name}`);
    return `${visit}`;
  });
  await local.note(`visit ${visit}`);
  if (visit < 3) await sleep('1 day');
  await local.note(`leaving ${visit}`);
  await condition(allHandlersFinished);
  if (visit === 3) return heard;
  return continueAsNew<typeof wanderer>(visit + 1, heard);
}

/** Local activities: side by side, failing, retried. */
export async function localWork(): Promise<unknown[]> {
  const both = await Promise.all([local.note('a'), local.note('b')]);
  const third = await local.failTwice('local');
  const refused = await local.refuse('secret').catch((error: unknown) => describe(error));
  return [...both, third, refused, Date.now()];
}

export async function slowLocalWork(): Promise<unknown[]> {
  const timedOut = await impatient.dawdle(3_000).catch((error: unknown) => describe(error));
  const expired = await short.alwaysFail().catch((error: unknown) => describe(error));
  const backedOff = await patient.failTwice('patient');
  return [timedOut, expired, backedOff, Date.now()];
}

export async function remoteWork(): Promise<unknown[]> {
  const tried = await remote.failTwice('remote');
  const refused = await remote.refuse('secret').catch((error: unknown) => describe(error));
  const late = await remoteOnce.dawdle(20_000).catch((error: unknown) => describe(error));
  const expired = await remoteShort.alwaysFail().catch((error: unknown) => describe(error));
  const delayed = await remote.failWithDelay('delayed');
  return [tried, refused, late, expired, delayed, Date.now()];
}

/** Cancels a timer, a scope with a timer and an activity that is being retried. */
export async function canceller(): Promise<string[]> {
  const notes: string[] = [];
  const scope = new CancellationScope();
  const inScope = scope
    .run(() => Promise.all([sleep('10 days'), remoteShort.alwaysFail()]))
    .catch((error: unknown) => notes.push(describe(error)));
  await sleep('5 seconds');
  scope.cancel();
  await inScope;
  const early = new CancellationScope();
  const inEarly = early
    .run(() => Promise.all([sleep('1 day'), local.note('never')]))
    .catch((error: unknown) => notes.push(describe(error)));
  early.cancel();
  await inEarly;
  notes.push(String(await condition(() => false, '1 minute')));
  return notes;
}

/** Cancels an activity between two attempts, and waits for the server's word. */
export async function waitingCanceller(): Promise<string> {
  const { alwaysFail } = proxyActivities<Activities>({
    startToCloseTimeout: '1 minute',
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  });
  const scope = new CancellationScope();
  const outcome = scope.run(() => alwaysFail()).catch((error: unknown) => describe(error));
  await sleep('5 seconds');
  scope.cancel();
  return outcome;
}

/** A local activity that fails for half a minute, beside messages. */
export async function held(): Promise<string[]> {
  const heard: string[] = [];
  setHandler(rename, (name) => {
    heard.push(`${name} after ${(Date.now() - workflowInfo().startTime.getTime()) / 1000} s`);
    return name;
  });
  setHandler(poke, (word) => void heard.push(word));
  const { alwaysFail } = proxyLocalActivities<Activities>({ scheduleToCloseTimeout: '30 s' });
  heard.push(await alwaysFail().catch((error: unknown) => describe(error)));
  await local.note('done');
  return heard;
}

/** Ends while an update is still being handled. */
export async function hasty(): Promise<void> {
  let over = false;
  setHandler(rename, async () => {
    await sleep('1 day');
    return 'too late';
  });
  setHandler(poke, () => {
    over = true;
  });
  await condition(() => over);
}

/** Which activity comes next depends on the workflow's random numbers. */
export async function random(): Promise<string[]> {
  const drawn: string[] = [];
  for (let i = 0; i < 12; i++) drawn.push(Math.random() < 0.5 ? await local.note('heads') : await local.echo('tails'));
  return [...drawn, uuid4()];
}

export async function logging(): Promise<void> {
  log.warn('nothing to do');
}

export async function patchwork(): Promise<string[]> {
  const notes: string[] = [];
  notes.push(patched('first') ? 'new' : 'old');
  await sleep('1 hour');
  notes.push(patched('second') ? 'new' : 'old', patched('first') ? 'new' : 'old');
  await local.note('patched');
  return [...notes, uuid4(), String(Math.random())];
}

export async function attributed(next: boolean): Promise<unknown> {
  const before = workflowInfo().typedSearchAttributes.get(stage);
  if (next) {
    upsertSearchAttributes([{ key: stage, value: 'MQL' }]);
    await sleep('1 day');
    return continueAsNew<typeof attributed>(false);
  }
  return { before, memo: workflowInfo().memo };
}

export async function failing(how: 'failure' | 'bug'): Promise<void> {
  await sleep('1 day');
  if (how === 'failure') throw ApplicationFailure.create({ type: 'Refused', message: 'as agreed' });
  stumble();
}

function stumble(): never {
  throw new TypeError('a bug in the workflow');
}

export async function unsupported(): Promise<void> {
  const { startChild } = await import('@temporalio/workflow');
  await startChild('sleeper', { args: [['1 day']] });
}

/** A lead like many: three touches, two waits. */
export async function lead(): Promise<number> {
  let touches = 0;
  setHandler(poke, () => void touches++);
  for (let i = 0; i < 3; i++) {
    await local.note('touch');
    await condition(() => false, '10 days');
  }
  return touches;
}

function describe(error: unknown): string {
  const chain: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause)
    chain.push(`${at.name}(${'type' in at ? String(at.type) : ''}${'timeoutType' in at ? String(at.timeoutType) : ''})`);
  return chain.join(' < ');
}

let calls = 0;

/** Counts in its module, which no other workflow must see. */
export async function counter(): Promise<number> {
  return ++calls;
}
