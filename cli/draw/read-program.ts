import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallExpression, Node, ObjectExpression } from 'oxc-parser';
import { standardRecycle, type RecycleReasons } from '../../domain/sales/recycle.ts';
import { endOf, type ProgramGraph, type Track, type Way } from './program-graph.ts';
import { sentBy, stepsOf, waysOf, waysOfResult } from './read-nurture.ts';
import { readMaker, waysNamed } from './read-sales.ts';
import { calleeOf, cannotDraw, docstringBefore, propertiesOf, readSource, textOf, within, type Source } from './source.ts';
import { wordsOf } from './words.ts';

/**
 * Reads a program's graph from its source, without running it.
 * @returns undefined when the file contains no program
 * @throws CliError when a track returns something that can't be drawn
 */
export async function readProgram(file: string, reasons: RecycleReasons): Promise<ProgramGraph | undefined> {
  return await programIn(await readSource(file), reasons);
}

export async function programIn(
  source: Source,
  reasons: RecycleReasons = standardRecycle.reasons,
): Promise<ProgramGraph | undefined> {
  const statement = source.program.body.find((node) => node.type === 'ExportNamedDeclaration' && callOfProgram(node));
  const call = statement && callOfProgram(statement);
  if (!statement || !call) return undefined;
  const [id, definition] = call.arguments;
  if (definition?.type !== 'ObjectExpression') return cannotDraw(source, call, 'needs its definition as a literal object.');
  const tracks = await readTracks(source, definition, reasons);
  return {
    id: textOf(id) ?? cannotDraw(source, call, 'needs its id as a literal string.'),
    about: docstringBefore(source, statement.start),
    tracks: tracks.map(({ track }) => track),
    ways: [...waysIn(source, definition), ...tracks.flatMap(({ ways }) => ways)],
  };
}

const makers = new Set(['program', 'sideProgram']);

const callOfProgram = (statement: Node): CallExpression | undefined =>
  [...within(statement)].find((node) => node.type === 'CallExpression' && makers.has(calleeOf(node) ?? '')) as
    | CallExpression
    | undefined;

/** The ways into the program, and its interrupts. */
function waysIn(source: Source, definition: ObjectExpression): Way[] {
  const parts = propertiesOf(definition);
  const literal = (name: string) => textOf(parts.get(name));
  const gate = parts.get('gate');
  const lane = literal('lane');
  const isGated = !(gate?.type === 'Literal' && gate.value === false) && !parts.has('lane');
  const interrupts = parts.get('interrupts');
  return [
    { from: 'entry', to: literal('start') ?? '', when: lane === undefined ? '' : `in the lane ${lane}`, kind: 'goes' },
    ...(isGated ? [{ from: 'entry', to: endOf('disqualified'), when: 'out of profile', kind: 'goes' } as const] : []),
    ...(literal('openDeal')
      ? [{ from: 'entry', to: literal('openDeal')!, when: wordsOf('openDeal'), kind: 'goes' } as const]
      : []),
    ...(interrupts?.type === 'ObjectExpression' ? interruptsIn(source, interrupts) : []),
  ];
}

/** The ways of interrupts, those of the program's own in `on` included. */
const interruptsIn = (source: Source, interrupts: ObjectExpression): Way[] =>
  [...propertiesOf(interrupts)].flatMap(([name, where]) => {
    if (name === 'on' && where.type === 'ObjectExpression') return interruptsIn(source, where);
    const isFunction = where.type === 'ArrowFunctionExpression' || where.type === 'FunctionExpression';
    const ways = isFunction ? waysOf(source, where) : waysOfResult(source, where);
    return ways.map(({ to, when }) => ({
      from: 'anywhere',
      to,
      when: [wordsOf(name), when].filter(Boolean).join(', '),
      kind: 'interrupted',
    }));
  });

interface TrackRead {
  readonly track: Track;
  readonly ways: readonly Way[];
}

async function readTracks(source: Source, definition: ObjectExpression, reasons: RecycleReasons): Promise<TrackRead[]> {
  const parts = propertiesOf(definition);
  const object = parts.get('tracks');
  if (object?.type !== 'ObjectExpression') return cannotDraw(source, definition, 'needs its tracks as a literal object.');
  const tracks = propertiesOf(object);
  const names = new Set(tracks.keys());
  const recycledTo = destinations(parts.get('recycle'), reasons);
  return await Promise.all(
    [...tracks].map(async ([name, value]) => {
      const about = docstringBefore(source, value.keyStart);
      const from = (way: Omit<Way, 'from'>): Way => ({ ...way, from: name });
      if (value.type === 'FunctionExpression' || value.type === 'ArrowFunctionExpression') {
        return {
          track: { name, side: 'marketing', about, sends: sentBy(source, value), steps: stepsOf(source, value) } as const,
          ways: waysOf(source, value).map(from),
        };
      }
      if (value.type !== 'CallExpression')
        return cannotDraw(source, value, 'is neither a function nor a call that makes a track.');
      const maker = readMaker(await sourceOfMaker(source, value), recycledTo);
      const ways = [...waysNamed(value, names), ...maker.ways].map(from);
      const sends = [...maker.sends, ...sentBy(source, value)];
      return { track: { name, side: 'sales', about, sends, steps: sends } as const, ways };
    }),
  );
}

/** The tracks that sales returns leads to: those of the recycle table, or the program's replacements for them. */
function destinations(replacements: Node | undefined, reasons: RecycleReasons): string[] {
  const named = replacements?.type === 'ObjectExpression' ? propertiesOf(replacements) : new Map<string, Node>();
  const asked = new Set(Object.values(reasons).map(({ to }) => to));
  return [...asked].map((destination) => textOf(named.get(destination)) ?? destination);
}

/** The folder of the makers of sales' tracks, which a program imports from `trellis`. */
const ownMakers = new URL('../../workflows/sales/', import.meta.url);

/** The file that contains the called function. */
async function sourceOfMaker(source: Source, call: CallExpression): Promise<Source> {
  const name = calleeOf(call);
  for (const statement of source.program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    const importsIt = statement.specifiers.some(({ local }) => local.name === name);
    const from = statement.source.value;
    if (importsIt && from === 'trellis')
      return await readSource(fileURLToPath(new URL(`${name}${extname(import.meta.url)}`, ownMakers)));
    if (importsIt) return await readSource(join(dirname(source.file), from));
  }
  return source;
}
