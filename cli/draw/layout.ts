import { Graph, layout } from '@dagrejs/dagre';
import type { Box, Drawing, PictureBox, Point } from '../../domain/lead/program-drawing.ts';
import type { Picture } from './picture.ts';

/** Sizes in pixels. Letter widths are slightly generous for a common sans-serif font. */
export const sizes = { title: 14, text: 11, lineHeight: 14, pad: 11, margin: 20 } as const;
/** Pixels between a track's contents and its exits. */
export const EXITS_APART = 8;
const LETTER = { title: 8, text: 5.9 } as const;

/** Lays out boxes and lines with few crossings; people begin to read at the left. */
export function placed(picture: Picture): Drawing {
  const drawing = laidOut(picture);
  const [entry] = drawing.boxes;
  return entry && entry.x > drawing.width / 2 ? mirrored(drawing) : drawing;
}

/** Its mirror image has as few crossings. */
function mirrored({ width, boxes, lines, ...drawing }: Drawing): Drawing {
  const across = <P extends Point>(point: P): P => ({ ...point, ...rounded({ x: width - point.x, y: point.y }) });
  return {
    ...drawing,
    width,
    boxes: boxes.map(across),
    lines: lines.map((line) => ({ ...line, points: line.points.map(across), labelAt: across(line.labelAt) })),
  };
}

function laidOut({ boxes, lines }: Picture): Drawing {
  const board = new Graph();
  const { margin } = sizes;
  board.setGraph({ rankdir: 'TB', nodesep: 22, edgesep: 14, ranksep: 26, marginx: margin, marginy: margin });
  for (const box of boxes) board.setNode(box.id, sizeOfBox(box));
  for (const { from, to, label } of lines) board.setEdge(from, to, { ...sizeOfLabel(label), labelpos: 'c' });
  layout(board);
  const { width = 0, height = 0 } = board.graph() as { width?: number; height?: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map((box) => ({ ...box, ...sizeOfBox(box), ...rounded(board.node(box.id)) })),
    lines: lines.map((line) => {
      const edge = board.edge(line.from, line.to) as Point & { points: Point[] };
      return { ...line, points: edge.points.map(rounded), labelAt: line.label.length > 0 ? rounded(edge) : { x: 0, y: 0 } };
    }),
  };
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });

type Size = Pick<Box, 'width' | 'height'>;

function sizeOfBox({ kind, title, lines, exits }: PictureBox): Size {
  const { pad, lineHeight } = sizes;
  const isTrack = kind !== 'place';
  const widths = [
    title.length * (isTrack ? LETTER.title : LETTER.text),
    ...[...lines, ...exits].map((line) => line.length * LETTER.text),
  ];
  const rows = 1 + lines.length + exits.length;
  const height = lineHeight * rows + (isTrack ? 1.5 : 0.8) * pad + (exits.length > 0 ? EXITS_APART : 0);
  return { width: Math.ceil(Math.max(...widths)) + 2 * pad, height };
}

function sizeOfLabel(label: readonly string[]): Size {
  const widest = Math.max(0, ...label.map((line) => line.length));
  return { width: Math.ceil(widest * LETTER.text), height: label.length * sizes.lineHeight };
}
