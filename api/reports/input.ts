import { z } from 'zod';
import { leadColumns } from '../../db/reports/counted/counted-set.ts';
import { allWithin, within, type Scope } from '../../db/reports/scope.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { idInput, instantInput } from '../procedures/instant-input.ts';
import { personaNamed } from '../procedures/policy-names.ts';
import { badRequest } from '../procedures/refusal.ts';
import { key, text } from '../procedures/values.ts';

/** What a report is about: a span, the last 90 days by default, and filters that must all be true. */
export const scopeInput = z
  .strictObject({
    from: instantInput,
    to: instantInput,
    campaignId: idInput,
    source: text('name'),
    persona: key,
    program: key,
  })
  .partial();

export type ScopeInput = z.output<typeof scopeInput>;

export const leadColumn = z.enum(leadColumns);

type Deps = Pick<ApiDeps, 'clock' | 'policy' | 'settings'>;

/** @throws Refusal for a span that ends before it begins, and for an unknown persona */
export function scopeOf(deps: Deps, input: ScopeInput = {}, days = 90): Scope {
  const { campaignId, source, persona, program } = input;
  const to = input.to ?? deps.clock.now() + 1;
  const from = input.from ?? to - days * DAY;
  if (from >= to)
    throw badRequest('spanEmpty', 'The report ends before it begins.', undefined, 'Use a `to` that is after `from`.');
  const where = {
    campaign: campaignId,
    source,
    program,
    persona: persona === undefined ? undefined : personaNamed(deps, persona),
  };
  const given = Object.entries(where).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const { content, defaultZone } = deps.settings;
  return within(
    allWithin({ content, policy: deps.policy }, { from, to, now: deps.clock.now(), zone: defaultZone }),
    Object.fromEntries(given),
  );
}

export const iso = (at: Instant): string => new Date(at).toISOString();

/** The span, as every report says it. */
export const spanOf = ({ from, to }: Scope) => ({ from: iso(from), to: iso(to) });
