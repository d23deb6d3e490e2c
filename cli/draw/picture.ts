import type { PictureBox, PictureLine } from '../../domain/lead/program-drawing.ts';
import { places, stageOfEnd, type ProgramGraph, type Track, type Way } from './program-graph.ts';
import { own } from '../../domain/text/own.ts';

export interface Picture {
  readonly boxes: readonly PictureBox[];
  readonly lines: readonly PictureLine[];
}

/**
 * The boxes and lines of a program. Long lines make a picture hard to read, so only ways between tracks become lines. A track's box lists
 * its ends, and the tracks that sales returns leads to.
 */
export function pictureOf(graph: ProgramGraph): Picture {
  const ofSales = new Set(graph.tracks.filter((track) => track.side === 'sales').map((track) => track.name));
  const isExit = ({ from, to, kind }: Way) =>
    from === to || stageOfEnd(to) !== undefined || own(places, to) !== undefined || (kind === 'rests' && ofSales.has(from));
  const exitsOf = (id: string) => exits(graph.ways.filter((way) => way.from === id && isExit(way)));
  const lines = [...Map.groupBy(graph.ways.filter((way) => !isExit(way)).map(wayIn), ({ from, to }) => `${from} ${to}`).values()];
  const outside = [...new Set(lines.map(([first]) => first!.from))].filter((id) => !graph.tracks.some(({ name }) => name === id));
  return {
    boxes: [
      ...outside.map((id) => ({ id, kind: 'place', title: own(places, id) ?? id, lines: [], exits: exitsOf(id) }) as const),
      ...graph.tracks.map((track) => boxOf(track, exitsOf(track.name))),
    ],
    lines: lines.map(asOneLine),
  };
}

/** A lead that enters elsewhere than at the start has a separate way. */
const wayIn = (way: Way): Way =>
  way.from === 'entry' && way.when !== '' ? { ...way, from: `enters, ${way.when}`, when: '' } : way;

const boxOf = ({ name, side, steps }: Track, exits: readonly string[]): PictureBox => ({
  id: name,
  kind: side,
  title: name,
  lines: steps.flatMap((step) => wrapped(step, 38)),
  exits,
});

function exits(ways: readonly Way[]): string[] {
  return [...Map.groupBy(ways, whereTo).entries()].flatMap(([where, same]) =>
    wrapped(`${where}: ${[...new Set(same.map((way) => way.when))].join('; ')}`, 34),
  );
}

function whereTo({ from, to }: Way): string {
  if (from === to) return '↻ again';
  if (own(places, to)) return `↩ ${own(places, to)}`;
  return stageOfEnd(to) === undefined ? '↩ back to nurture' : `■ ${stageOfEnd(to)}`;
}

function asOneLine(same: readonly Way[]): PictureLine {
  const { from, to, kind } = same[0]!;
  const kinds = new Set(same.map((way) => way.kind));
  const conditions = [...new Set(same.map((way) => way.when).filter(Boolean))];
  const mark = conditions.length > 1 ? '• ' : '';
  const label = conditions.flatMap((when) => wrapped(mark + when, 24));
  return { from, to, kind: kinds.size === 1 ? kind : 'goes', label };
}

function wrapped(text: string, mostLetters: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > mostLetters) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
