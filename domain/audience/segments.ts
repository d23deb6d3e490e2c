import { BadAudience } from './bad-audience.ts';
import { partsOf, withParts, type Expression } from './expression.ts';

/** Saved audiences, by their names. */
export type Segments = Readonly<Record<string, Expression>>;

/** The most terms of an expression in which each segment is replaced by its audience. */
const MOST_TERMS = 1_000;

/**
 * The same audience without segments: each is replaced by its own audience.
 * @throws BadAudience for a segment that is in itself, one that is missing, and too many terms
 */
export function withoutSegments(segments: Segments, audience: Expression): Expression {
  let terms = 0;
  return replaced(audience, []);

  function replaced(part: Expression, within: readonly string[]): Expression {
    if (partsOf(part).length > 0) return withParts(part, (one) => replaced(one, within));
    if ((terms += 1) > MOST_TERMS) throw new BadAudience([`expected at most ${MOST_TERMS} terms, with those of its segments`]);
    if (!('segment' in part)) return part;
    const { segment } = part;
    const circle = [...within, segment];
    if (within.includes(segment)) throw new BadAudience([`a segment can't be in itself: ${circle.join(' names ')}`]);
    const found = Object.hasOwn(segments, segment) ? segments[segment] : undefined;
    if (!found) throw new BadAudience([`there is no segment "${segment}"`]);
    return replaced(found, circle);
  }
}

/** The segments that an expression names. */
export const segmentsIn = (audience: Expression): readonly string[] =>
  partsOf(audience)
    .flatMap(segmentsIn)
    .concat('segment' in audience ? [audience.segment] : []);

/** One line of an explanation: an expression, and how deep it is in the others. */
export interface ExpressionLine {
  readonly expression: Expression;
  readonly depth: number;
}

/** An expression with its parts, each after what combines it; a segment with its audience. */
export function linesOf(segments: Segments, expression: Expression, depth = 0): readonly ExpressionLine[] {
  const parts = 'segment' in expression ? [segments[expression.segment]!] : partsOf(expression);
  return [{ expression, depth }, ...parts.flatMap((part) => linesOf(segments, part, depth + 1))];
}

/** What an expression that combines others says about them; undefined for a term. */
export function headOf(expression: Expression): string | undefined {
  if ('all' in expression) return 'all of these';
  if ('any' in expression) return 'any of these';
  return 'not' in expression ? 'not' : undefined;
}
