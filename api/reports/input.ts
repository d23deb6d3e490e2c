import { z } from 'zod';
import { leadColumns } from '../../db/reports/counted/counted-set.ts';
import { allWithin, within, type Scope } from '../../db/reports/scope.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { dayAt } from '../../domain/time/local-time.ts';
import { beginningOf } from '../../domain/time/working-day.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { dateOrInstant, idInput, instantOf } from '../procedures/instant-input.ts';
import { personaNamed } from '../procedures/policy-names.ts';
import { badRequest } from '../procedures/refusal.ts';
import { key, text, whole } from '../procedures/values.ts';

/** Ten years. */
const MOST_DAYS = 3_660;

/** What a report is about: a span, the last 90 days by default, and filters that must all be true. */
export const scopeInput = z
  .strictObject({
    from: dateOrInstant,
    to: dateOrInstant,
    /** In place of `from` and `to`: so many whole days, today included, in the company's zone. Tomorrow it is the same question. */
    days: whole(1, MOST_DAYS),
    /** How many days ago the last of these days was. */
    ago: whole(0, MOST_DAYS),
    /** Count now, however long it takes, in place of the answer that was saved. */
    anew: z.boolean(),
    campaignId: idInput,
    source: text('name'),
    persona: key,
    program: key,
  })
  .partial();

export type ScopeInput = z.output<typeof scopeInput>;

export const leadColumn = z.enum(leadColumns);

/** What a report needs to be counted. */
export interface ReportDeps extends Pick<ApiDeps, 'db' | 'clock' | 'policy'> {
  readonly settings: Pick<ApiDeps['settings'], 'content' | 'defaultZone'>;
}

type Deps = Omit<ReportDeps, 'db'>;

/** @throws Refusal for a span that ends before it begins or that is given twice, and for an unknown persona */
export function scopeOf(deps: Deps, input: ScopeInput = {}, days = 90): Scope {
  const { campaignId, source, persona, program } = input;
  const { from, to } = input.days === undefined ? instantsOf(deps, input, days) : daysOf(deps, input, input.days);
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

function instantsOf({ clock, settings: { defaultZone: zone } }: Deps, { ago, ...input }: ScopeInput, days: number) {
  if (ago !== undefined)
    throw badRequest('daysMissing', '`ago` needs `days`: it says how long ago they ended.', ago, 'Set `days`, too.');
  const to = input.to === undefined ? clock.now() + 1 : instantOf(zone, input.to);
  const from = input.from === undefined ? to - days * DAY : instantOf(zone, input.from);
  if (from >= to)
    throw badRequest('spanEmpty', 'The report ends before it begins.', undefined, 'Use a `to` that is after `from`.');
  return { from, to };
}

function daysOf({ clock, settings: { defaultZone: zone } }: Deps, { from, to, ago = 0 }: ScopeInput, days: number) {
  if (from !== undefined || to !== undefined)
    throw badRequest('spanTwice', 'The span is given twice.', undefined, 'Use either `days`, or `from` and `to`.');
  const end = dayAt(zone, clock.now()) + 1 - ago;
  return { from: beginningOf(zone, end - days), to: beginningOf(zone, end) };
}

export const iso = (at: Instant): string => new Date(at).toISOString();

/** The span, as every report says it. */
export const spanOf = ({ from, to }: Scope) => ({ from: iso(from), to: iso(to) });
