import { verdictsOf, countLeads } from '../../db/audience/audience-leads.ts';
import { listSegments, removeSegment, saveSegment, type Segment } from '../../db/audience/segments.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { inWords } from '../../domain/audience/in-words.ts';
import { readExpression } from '../../domain/audience/read-expression.ts';
import { headOf, linesOf, segmentsIn, withoutSegments } from '../../domain/audience/segments.ts';
import { suppressionReasons } from '../../domain/contact/suppression.ts';
import { labelOf } from '../../domain/text/own.ts';
import { lowerFirst } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';
import { cleaned, contextOf, namesAndSegments, orRefuse, readAudience } from './read-audience.ts';

type Said = Parameters<typeof readAudience>[1];

interface Saving {
  readonly name: string;
  readonly audience: Said;
  readonly by: string;
}

/**
 * Saves an audience with a name, and counts its leads. Everything that names the segment means the new audience from now on.
 * @throws Refusal for an audience with faults, and one in which the segment is itself
 */
export async function save(deps: ApiDeps, { name, audience: said, by }: Saving) {
  const { names, segments } = await namesAndSegments(deps);
  const [audience, expression] = orRefuse(said, () => {
    const read = readExpression({ ...names, segments: [...names.segments, name] }, cleaned(said));
    const all = { ...segments, [name]: read };
    for (const other of Object.keys(segments)) withoutSegments(all, { segment: other });
    return [read, withoutSegments(all, { segment: name })];
  });
  const leads = await countLeads(deps.db, contextOf(deps), expression);
  await saveSegment(deps.db, { name, audience, savedBy: by, savedAt: deps.clock.now() });
  return { name, words: inWords(audience), leads, next: `Everything that names "${name}" now means these leads.` };
}

/** A segment as it is shown. @param all among which are those that name it */
export const shown = ({ name, audience, savedBy, savedAt }: Segment, all: readonly Segment[]) => ({
  name,
  words: inWords(audience),
  audience,
  savedBy,
  savedAt: savedAt.toISOString(),
  /** The segments that name it. A campaign does not: it takes over the expression when it is drafted. */
  usedBy: usersOf(name, all),
});

const usersOf = (name: string, all: readonly Segment[]): string[] =>
  all.filter(({ audience }) => segmentsIn(audience).includes(name)).map((one) => one.name);

/** @throws Refusal for a segment that is unknown, or that another one names */
export async function remove({ db }: ApiDeps, name: string): Promise<void> {
  const users = usersOf(name, await listSegments(db));
  if (users.length > 0)
    throw new Refusal('CONFLICT', `Other segments use the segment "${name}": ${users.join(', ')}.`, {
      code: 'segmentInUse',
      value: name,
      todo: 'Change or remove them first.',
    });
  if (!(await removeSegment(db, name))) throw notFound('segment', name);
}

/** How many leads an audience has, and what it says. @throws Refusal for an audience with faults */
export async function count(deps: ApiDeps, said: Said) {
  const audience = await readAudience(deps, said);
  return { leads: await countLeads(deps.db, contextOf(deps), audience), words: inWords(audience) };
}

/**
 * Whether a lead is in an audience, and why: each line of the audience with whether it is true, and what is known of the lead.
 * @throws Refusal for an audience with faults, and an unknown lead
 */
export async function explain(deps: ApiDeps, { leadId, audience: said }: { readonly leadId: string; readonly audience: Said }) {
  const { names, segments } = await namesAndSegments(deps);
  const audience = orRefuse(said, () => readExpression(names, cleaned(said)));
  const lines = linesOf(segments, audience);
  const expressions = orRefuse(said, () => lines.map(({ expression }) => withoutSegments(segments, expression)));
  const verdict = await verdictsOf(deps.db, contextOf(deps), { leadId, lines: expressions });
  if (!verdict) throw notFound('lead', leadId);
  return {
    isIn: verdict.isIn,
    words: inWords(audience),
    because: lines.map(({ expression, depth }, n) => {
      const { holds, found } = verdict.verdicts[n]!;
      return { depth, words: headOf(expression) ?? inWords(expression), holds, found: foundInWords(expression, holds, found) };
    }),
  };
}

/** What a lead is or did, as a term asks; undefined if the term says it all. */
function foundInWords(expression: Expression, holds: boolean, found: string | null): string | undefined {
  if ('reachable' in expression && !holds)
    return found === null
      ? 'no valid consent'
      : found
          .split(', ')
          .map((code) => lowerFirst(labelOf(suppressionReasons, code)))
          .join(', ');
  if ('segment' in expression) return undefined;
  return found ?? ('field' in expression ? 'unknown' : undefined);
}
