import type { CallExpression, Node } from 'oxc-parser';
import { calleeOf, parseSource, propertiesOf, textOf, within } from '../../cli/draw/source.ts';
import { Lead } from '../../workflows/lead.ts';
import { Touch } from '../../workflows/touch.ts';

/** What programs only ask of a lead. */
const questions = ['has', 'fresh', 'day'];

const methodsOf = ({ prototype }: { readonly prototype: object }): string[] =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) =>
    typeof value === 'function' && name !== 'constructor' && !questions.includes(name) ? [name] : [],
  );

/** Every verb that programs have, by whose method it is. */
export const verbs = { lead: methodsOf(Lead), touch: methodsOf(Touch) };

/** A place in the source of a program where it calls a verb. */
export interface Site {
  readonly track: string;
  readonly of: keyof typeof verbs;
  readonly verb: string;
  readonly start: number;
  readonly end: number;
  /** Where the name of the verb begins. */
  readonly nameStart: number;
  readonly args: readonly Node[];
}

/** A program as its source says it. */
export interface ProgramSource {
  readonly text: string;
  readonly id: string;
  /** Where the first track begins. */
  readonly tracksStart: number;
  /** The calls of verbs, in the order of the text. */
  readonly sites: readonly Site[];
  /** The rows of lists that begin with a text, such as `['guide', 10]`, with their lists. */
  readonly lists: readonly (readonly Node[])[];
  /** The teams of sales' tracks. */
  readonly teams: readonly { readonly track: string; readonly kind: 'call' | 'acceptance'; readonly at: Node }[];
}

/** @throws when the source defines no program, or more than one */
export function readProgram(file: string, text: string): ProgramSource {
  const { program } = parseSource(file, text);
  const nodes = [...within(program)];
  const [call, ...more] = nodes.filter((node) => node.type === 'CallExpression' && calleeOf(node) === 'program');
  if (call?.type !== 'CallExpression' || more.length > 0) throw new Error(`${file} does not define one program`);
  const [idAt, definition] = call.arguments;
  const tracks = definition?.type === 'ObjectExpression' ? propertiesOf(definition).get('tracks') : undefined;
  if (!idAt || tracks?.type !== 'ObjectExpression') throw new Error(`${file}: the program has no tracks`);
  const places = [...propertiesOf(tracks)].map(([track, { start, end }]) => ({ track, start, end }));
  const trackAt = (at: number) => places.find(({ start, end }) => start <= at && at < end)?.track ?? 'a function';
  return {
    text,
    id: textOf(idAt)!,
    tracksStart: tracks.start + 1,
    sites: nodes.flatMap((node) => siteOf(node, trackAt)).toSorted((a, b) => a.start - b.start),
    lists: nodes.flatMap((node) =>
      node.type === 'ArrayExpression' && node.elements.every((row) => row?.type === 'ArrayExpression' && textOf(row.elements[0]))
        ? [node.elements as Node[]]
        : [],
    ),
    teams: [...propertiesOf(tracks)].flatMap(([track, value]) => {
      const options = value.type === 'CallExpression' ? value.arguments[0] : undefined;
      const at = options?.type === 'ObjectExpression' ? propertiesOf(options).get('team') : undefined;
      return at ? [{ track, kind: calleeOf(value) === 'qualify' ? ('call' as const) : ('acceptance' as const), at }] : [];
    }),
  };
}

function siteOf(node: Node, trackAt: (at: number) => string): Site[] {
  const call = callIn(node);
  if (call?.callee.type !== 'MemberExpression' || call.callee.property.type !== 'Identifier') return [];
  const { name: verb, start: nameStart } = call.callee.property;
  const of = (['lead', 'touch'] as const).find((each) => verbs[each].includes(verb));
  return of ? [{ track: trackAt(node.start), of, verb, start: node.start, end: node.end, nameStart, args: call.arguments }] : [];
}

/** The call, also of `touch?.clicked()`; its inner call is not one itself. */
function callIn(node: Node): CallExpression | undefined {
  if (node.type === 'ChainExpression') return node.expression.type === 'CallExpression' ? node.expression : undefined;
  return node.type === 'CallExpression' && !isOptional(node) ? node : undefined;
}

const isOptional = ({ callee }: CallExpression): boolean => callee.type === 'MemberExpression' && callee.optional;
