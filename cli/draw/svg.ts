import type { Box, Drawing, Line, Point } from '../../domain/lead/program-drawing.ts';
import { EXITS_APART, sizes } from './layout.ts';

const look = {
  marketing: { fill: '#e3f1ee', stroke: '#4f8f84', ink: '#15332e', round: 8 },
  sales: { fill: '#fbeedb', stroke: '#c08a3e', ink: '#4a3310', round: 8 },
  place: { fill: '#ffffff', stroke: '#b9c0cb', ink: '#5b6472', round: 11 },
} as const satisfies Record<Box['kind'], object>;

const strokes = {
  goes: 'stroke="#8a93a3"',
  rests: 'stroke="#8a93a3" stroke-dasharray="5 4"',
  interrupted: 'stroke="#b4532a" stroke-width="1.8"',
  beside: 'stroke="#c08a3e" stroke-dasharray="1.5 3.5" stroke-width="2"',
} as const satisfies Record<Line['kind'], string>;

const LEGEND = 34;

/** A self-contained picture, without external fonts, scripts or styles. Its white background keeps it readable in dark mode. */
export function svgOf(title: string, { width, height, boxes, lines }: Drawing): string {
  const tall = height + LEGEND;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img" aria-label="${escaped(title)}" font-family="ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    ...Object.keys(strokes).map((kind) => arrowhead(kind as Line['kind'])),
    `<rect width="${width}" height="${tall}" rx="12" fill="#ffffff"/>`,
    ...lines.map(lineOf),
    ...lines.map(labelOf).filter(Boolean),
    ...boxes.map(boxOf),
    legend(height),
    '</svg>',
    '',
  ].join('\n');
}

const colourOf = (kind: Line['kind']): string => /#\w+/.exec(strokes[kind])![0];

const arrowhead = (kind: Line['kind']): string =>
  `<marker id="${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .8 7.5 4 0 7.2z" fill="${colourOf(kind)}"/></marker>`;

const lineOf = ({ kind, points }: Line): string =>
  `<path d="${smooth(points)}" fill="none" ${strokes[kind]} marker-end="url(#${kind})"/>`;

/** Straight lines from point to point, with round corners. */
function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const corners = rest.map((point, index) => {
    const next = rest[index + 1];
    if (!next) return `L${point.x} ${point.y}`;
    const [into, out] = [towards(point, points[index]!), towards(point, next)];
    return `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
  });
  return [`M${first.x} ${first.y}`, ...corners].join('');
}

const CORNER = 26;

/** A position near a point towards another point, at most halfway. */
function towards(point: Point, other: Point): Point {
  const [dx, dy] = [other.x - point.x, other.y - point.y];
  const part = Math.min(0.5, CORNER / Math.max(1, Math.hypot(dx, dy)));
  return { x: round(point.x + dx * part), y: round(point.y + dy * part) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function labelOf({ kind, label, labelAt: { x, y } }: Line): string {
  if (label.length === 0) return '';
  const top = y - ((label.length - 1) * sizes.lineHeight) / 2 + sizes.text * 0.35;
  const ink = kind === 'interrupted' ? '#8f3f1e' : '#4b5563';
  return `<text font-size="${sizes.text}" text-anchor="middle" fill="${ink}" stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${linesOf(label, x, top)}</text>`;
}

const linesOf = (lines: readonly string[], x: number, top: number): string =>
  lines.map((line, index) => `<tspan x="${x}" y="${round(top + index * sizes.lineHeight)}">${escaped(line)}</tspan>`).join('');

function boxOf({ kind, title, lines, exits, x, y, width, height }: Box): string {
  const { fill, stroke, ink, round: radius } = look[kind];
  const [size, weight] = kind === 'place' ? [sizes.text, 400] : [sizes.title, 600];
  const left = round(x - width / 2);
  const top = y - height / 2;
  const baseline = top + sizes.pad * (kind === 'place' ? 0.4 : 0.75) + size * 0.85;
  const below = baseline + sizes.lineHeight * (1 + lines.length) + EXITS_APART;
  const cut = round(below - sizes.lineHeight - 1);
  return [
    `<rect x="${left}" y="${round(top)}" width="${width}" height="${round(height)}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`,
    `<text text-anchor="middle" fill="${ink}"><tspan x="${x}" y="${round(baseline)}" font-size="${size}" font-weight="${weight}">${escaped(title)}</tspan>`,
    ...(lines.length > 0
      ? [`<tspan font-size="${sizes.text}">${linesOf(lines, x, baseline + sizes.lineHeight + 1)}</tspan>`]
      : []),
    '</text>',
    ...(exits.length > 0
      ? [
          `<path d="M${left} ${cut}h${width}" stroke="${stroke}" stroke-opacity=".45"/>`,
          `<text font-size="${sizes.text}" fill="#5b6472">${linesOf(exits, left + sizes.pad, below)}</text>`,
        ]
      : []),
  ].join('');
}

function legend(y: number): string {
  const entries = [
    { text: 'marketing', mark: swatch('marketing') },
    { text: 'sales', mark: swatch('sales') },
    { text: 'an end', mark: '<text y="11" x="6" font-size="11" fill="#5b6472">■</text>' },
    { text: 'after a rest', mark: dash('rests') },
    { text: 'interrupts', mark: dash('interrupted') },
    { text: 'beside it', mark: dash('beside') },
  ];
  const items = entries.map(
    ({ text, mark }, index) =>
      `<g transform="translate(${sizes.margin + index * 108} ${y})">${mark}<text x="28" y="11" font-size="${sizes.text}" fill="#5b6472">${text}</text></g>`,
  );
  return items.join('\n');
}

const swatch = (kind: Box['kind']): string =>
  `<rect y="1" width="20" height="12" rx="4" fill="${look[kind].fill}" stroke="${look[kind].stroke}"/>`;
const dash = (kind: Line['kind']): string => `<path d="M0 7H20" fill="none" ${strokes[kind]} marker-end="url(#${kind})"/>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
