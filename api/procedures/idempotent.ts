import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOutage } from '../../db/outage.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { saveResult, releaseKey, reserveKey } from '../../db/system/idempotency.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import type { Context } from './context.ts';
import { badRequest, Refusal } from './refusal.ts';
import { key as keyInput, longest } from './values.ts';

/** A text that is equal for equal values, whatever the order of their keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'null';

interface Request {
  readonly key: string;
  readonly path: string;
  readonly input: unknown;
}

/** The refusal for a key that was used with another body: the caller has mixed up two requests. */
export const otherBody = (key: string): Refusal =>
  new Refusal('UNPROCESSABLE_CONTENT', `The idempotency key ${key} was already used for another request.`, {
    code: 'keyReused',
    value: key,
    todo: 'Repeat that request unchanged, or use a new key for a new request.',
  });

/** Runs a request once per key; a repetition gets the first answer. @throws Refusal for an invalid key */
export async function idempotent<R extends { ok: boolean }>(
  ctx: Context & { readonly principal: Principal },
  { key, path, input }: Request,
  run: () => Promise<R>,
): Promise<R> {
  if (!keyInput.safeParse(key).success)
    throw badRequest(
      'keyInvalid',
      'This is not a valid idempotency key.',
      undefined,
      `Send up to ${longest.key} printable ASCII characters, such as a UUID.`,
    );
  const inputHash = createHash('sha256').update(canonical(input)).digest('hex');
  const use = { keyId: ctx.principal.id, key, procedure: path, inputHash };
  const earlier = await reserveKey(ctx.db, use, ctx.clock.now());
  if (earlier) {
    if (earlier.inputHash !== inputHash || earlier.procedure !== path) throw otherBody(key);
    // This is what tRPC's own middlewares return; there is no public way to answer in their place.
    if (earlier.answer) return { ok: true, data: earlier.answer.value, marker: 'middlewareMarker' } as unknown as R;
    throw new Refusal('CONFLICT', `The request with the key ${key} is still running.`, {
      code: 'stillRunning',
      value: key,
      todo: 'Try again in a moment. If it never ends, check whether it took effect, then use a new key.',
    });
  }
  const result = await run();
  const save = () =>
    result.ok ? saveResult(ctx.db, use, (result as unknown as { data: unknown }).data) : releaseKey(ctx.db, use);
  // The caller gets the answer even if it can't be saved: the request has had its effect.
  await save().catch((error: unknown) => {
    ctx.log.error({ error: bareError(error), path }, 'The result of a request with an idempotency key could not be saved.');
    if (isOutage(error)) void afterOutage(save);
  });
  return result;
}

/** Real milliseconds between two attempts: fewer than the typed client takes to give up. */
const PAUSE = 1_000;

/** Saves how a request ended once Postgres is back: until then, repetitions are told that it is still running. */
async function afterOutage(save: () => Promise<void>): Promise<void> {
  for (let isAway = true; isAway;) {
    await sleep(PAUSE, undefined, { ref: false });
    isAway = await save().then(() => false, isOutage);
  }
}
