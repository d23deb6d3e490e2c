import { z } from 'zod';
import type { Context } from '../../db/audience/context.ts';
import { listSegments } from '../../db/audience/segments.ts';
import { campaignNames } from '../../db/campaigns/campaigns.ts';
import { BadAudience } from '../../domain/audience/bad-audience.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { namesOf, type AudienceNames } from '../../domain/audience/names.ts';
import { readExpression } from '../../domain/audience/read-expression.ts';
import { questionsOf } from '../../domain/lead/question.ts';
import { withoutSegments, type Segments } from '../../domain/audience/segments.ts';
import { onOneLine, storable } from '../import/cell-text.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest } from '../procedures/refusal.ts';
import { text } from '../procedures/values.ts';

/** Leads, as an expression in words or in JSON. */
export const audienceInput = z.union([text('words'), z.record(z.string(), z.unknown())], {
  error: 'expected an audience in words, such as "stage is inquiry and country is NL", or as an expression in JSON',
});

type Said = z.infer<typeof audienceInput>;
interface Knows extends Pick<ApiDeps, 'clock' | 'policy'> {
  readonly settings: Pick<ApiDeps['settings'], 'forms' | 'content'>;
}
type Deps = Knows & Pick<ApiDeps, 'db'>;

/** What an expression is compiled with. */
export const contextOf = ({ policy, clock, settings }: Knows): Context => ({
  policy,
  fields: namesOf(policy, { campaigns: [], contents: [], segments: [], questions: questionsOf(settings.forms) }).fields,
  now: clock.now(),
});

/** What audiences can name in this installation, and the segments. */
export async function namesAndSegments({ db, policy, settings }: Deps): Promise<{ names: AudienceNames; segments: Segments }> {
  const [rows, campaigns] = await Promise.all([listSegments(db), campaignNames(db)]);
  const segments = Object.fromEntries(rows.map(({ name, audience }) => [name, audience]));
  const names = namesOf(policy, {
    campaigns: campaigns.flatMap(({ name, id }) => [name, id]),
    contents: Object.keys(settings.content),
    segments: Object.keys(segments),
    questions: questionsOf(settings.forms),
  });
  return { names, segments };
}

/** Reads an audience; each segment in it is replaced by its own audience. @throws Refusal that lists all faults */
export async function readAudience(deps: Deps, said: Said): Promise<Expression> {
  const { names, segments } = await namesAndSegments(deps);
  return orRefuse(said, () => withoutSegments(segments, readExpression(names, cleaned(said))));
}

/** @throws Refusal for an audience with faults */
export function orRefuse<T>(said: unknown, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadAudience)) throw error;
    const message = error.faults.map((fault) => (/[.?]$/.test(fault) ? fault : `${fault}.`)).join(' ');
    throw badRequest('audienceInvalid', `This audience can't be read: ${message}`, said);
  }
}

/** The same with texts that Postgres can hold. */
export function cleaned(said: unknown): unknown {
  if (typeof said === 'string') return onOneLine(storable(said)).trim();
  if (Array.isArray(said)) return said.map(cleaned);
  if (typeof said !== 'object' || said === null) return said;
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, cleaned(value)]));
}
