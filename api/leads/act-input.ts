import { z } from 'zod';
import {
  dataKinds,
  readData,
  type DataFields,
  type DataValue,
  type EngagementData,
} from '../../domain/scoring/engagement-data.ts';
import { kindSpec } from '../../domain/scoring/engagement.ts';
import { own } from '../../domain/text/own.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { idInput, instantInput } from '../procedures/instant-input.ts';
import { kindNamed, pageNamed } from '../procedures/policy-names.ts';
import { badRequest } from '../procedures/refusal.ts';
import { text } from '../procedures/values.ts';

/** Something that a lead did, as another system reports it. */
export const actInput = z.strictObject({
  /** A report with the same id changes nothing. */
  id: idInput,
  kind: text('name'),
  /** When they did it; now, if missing. */
  at: instantInput.optional(),
  /** With `visited`: the page. */
  page: text('name').optional(),
  /** What it was about, by the fields that the app's policy declares for the kind. */
  data: z.record(z.string().max(100), z.union([z.string().max(500), z.number(), z.boolean()])).optional(),
});

/** How far the clock of another system may be ahead of ours. */
const SKEW = 5 * MINUTE;

/** An act as it is recorded. @throws Refusal for what the app does not know, and for an act that is still to come */
export function actOf({ policy, clock }: Pick<ApiDeps, 'policy' | 'clock'>, said: z.infer<typeof actInput>) {
  const kind = kindNamed({ policy }, said.kind);
  const { id, at, page, data } = said;
  return {
    id,
    kind,
    at: at === undefined ? undefined : pastOf(at, clock.now()),
    page: page === undefined ? undefined : pageOf({ policy }, kind, page),
    data: data && dataOrThrow(kind, kindSpec(policy.engagements, kind).data, data),
    verdict: 'human' as const,
  };
}

/** The instant of an act that has happened. @throws Refusal if it lies ahead */
function pastOf(at: Instant, now: Instant): Instant {
  if (at <= now + SKEW) return Math.min(at, now);
  const todo = 'Report only what has already happened, with the instant at which it happened.';
  const iso = new Date(at).toISOString();
  throw badRequest('atAhead', `at is in the future: ${iso}.`, iso, todo);
}

function pageOf(deps: Pick<ApiDeps, 'policy'>, kind: string, page: string) {
  if (kind === 'visited') return pageNamed(deps, page);
  throw badRequest('pageUnexpected', `"${kind}" has no page.`, page, 'Only "visited" has one; put everything else into data.');
}

/** @throws Refusal for a field that the kind does not have, and for a value that is not one of it */
function dataOrThrow(
  kind: string,
  fields: DataFields = {},
  said: Readonly<Record<string, DataValue>>,
): EngagementData | undefined {
  const entries = Object.entries(said).map(([field, value]) => {
    const spec = own(fields, field);
    if (!spec) throw badRequest('dataUnknown', `"${kind}" has no data field "${field}".`, field, `It has ${known(fields)}.`);
    const read = readData(spec, value);
    if (read !== undefined) return [field, read] as const;
    throw badRequest(
      'dataInvalid',
      `"${String(value)}" is not a value of ${kind}.${field}.`,
      value,
      `Expected ${dataKinds[spec].wants}.`,
    );
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const known = (fields: DataFields): string => Object.keys(fields).join(', ') || 'none: the policy declares them';
