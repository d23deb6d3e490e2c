import type { CallExpression } from 'oxc-parser';
import { endOf, type Way } from './program-graph.ts';
import { sentBy } from './read-nurture.ts';
import { calleeOf, propertiesOf, textOf, within, type Source } from './source.ts';
import { wordsOf } from './words.ts';

/** What a maker of sales' tracks, such as `qualify`, sends and where it leads. */
interface Maker {
  readonly sends: readonly string[];
  readonly ways: readonly Omit<Way, 'from'>[];
}

/** Reads a maker from its source. @param recycledTo the tracks to which the recycle table returns leads */
export function readMaker(source: Source, recycledTo: readonly string[]): Maker {
  const { program } = source;
  const calls = [...within(program)].filter((node) => node.type === 'CallExpression');
  const ends = calls.flatMap((call) => {
    const [stage, because] = call.arguments.map(textOf);
    return calleeOf(call) === 'ended' && stage ? [{ to: endOf(stage), when: because ?? '', kind: 'goes' } as const] : [];
  });
  const recycles = calls.some((call) => calleeOf(call) === 'recycle');
  const back = recycles ? recycledTo.map((to) => ({ to, when: 'recycled', kind: 'rests' }) as const) : [];
  return { sends: sentBy(source, program), ways: [...ends, ...back] };
}

/** The ways of a call such as `qualify({ qualified: 'sales' })`: to each track that it names. */
export function waysNamed(call: CallExpression, tracks: ReadonlySet<string>): Omit<Way, 'from'>[] {
  const [options] = call.arguments;
  if (options?.type !== 'ObjectExpression') return [];
  return [...propertiesOf(options)].flatMap(([name, value]) => {
    const to = textOf(value);
    if (to === undefined || !tracks.has(to)) return [];
    return [{ to, when: wordsOf(name), kind: name === 'meanwhile' ? 'beside' : 'goes' } as const];
  });
}
