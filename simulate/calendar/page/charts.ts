import type { Interval } from '../../../domain/reports/interval.ts';
import type { ByDay } from '../simulation.ts';
import { escaped } from './html.ts';

const WIDTH = 920;

const svg = (height: number, label: string, parts: readonly string[]): string =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(label)}">\n${parts.join('\n')}\n</svg>`;

const round = (value: number): number => Math.round(value * 10) / 10;

const text = (x: number, y: number, what: string | number, kind = ''): string =>
  `<text x="${round(x)}" y="${round(y)}" class="${kind}">${escaped(what)}</text>`;

/** A round number of at least `most`, for the top of an axis. */
function roundTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((n) => n * power).find((n) => n >= most) ?? 10 * power;
}

const AXIS = { left: 44, bottom: 26, top: 12 };
const TALL = 200;

/** A column for each day. @param titleOf what a reader sees who points at a day */
export function dayColumns(label: string, counts: ByDay, days: number, titleOf: (day: number, count: number) => string): string {
  const top = roundTop(Math.max(1, ...Object.values(counts)));
  const step = (WIDTH - AXIS.left) / days;
  const yOf = (count: number): number => AXIS.top + TALL * (1 - count / top);
  const grid = [0, top / 2, top].flatMap((n) => [
    `<path d="M${AXIS.left} ${yOf(n)}H${WIDTH}" class="grid"/>`,
    text(AXIS.left - 8, yOf(n) + 4, Number.isInteger(n) ? n : '', 'end'),
  ]);
  const columns = Object.entries(counts).map(([day, count]) => {
    const [x, y] = [AXIS.left + Number(day) * step, yOf(count)];
    return `<rect x="${round(x + step * 0.12)}" y="${round(y)}" width="${round(step * 0.76)}" height="${round(yOf(0) - y)}" rx="1.5" class="bar"><title>${escaped(titleOf(Number(day), count))}</title></rect>`;
  });
  const every = Math.max(1, Math.ceil(days / 7 / 14));
  const weeks = Array.from({ length: Math.ceil(days / 7) }, (_, n) => n).filter((n) => n % every === 0);
  const labels = weeks.map((n) => text(AXIS.left + n * 7 * step, AXIS.top + TALL + 20, `wk ${n + 1}`));
  return svg(AXIS.top + TALL + AXIS.bottom, label, [...grid, ...columns, ...labels]);
}

/** A share of a whole, with its interval. */
export interface ShareBar {
  readonly label: string;
  readonly share: number;
  readonly interval: Interval;
  /** At the end of the row. */
  readonly says: string;
}

const ROW = 34;
const LABELS = 130;
const SAYS = 210;

/** A bar for each share, with a whisker for its interval. */
export function shareBars(label: string, rows: readonly ShareBar[]): string {
  const wide = WIDTH - LABELS - SAYS;
  const xOf = (share: number): number => LABELS + wide * share;
  return svg(
    rows.length * ROW,
    label,
    rows.flatMap(({ label: name, share, interval, says }, n) => {
      const y = n * ROW;
      const middle = y + ROW / 2;
      return [
        text(LABELS - 12, middle + 4, name, 'end strong'),
        `<rect x="${LABELS}" y="${y + 7}" width="${wide}" height="${ROW - 14}" rx="4" class="track"/>`,
        `<rect x="${LABELS}" y="${y + 7}" width="${round(Math.max(1, wide * share))}" height="${ROW - 14}" rx="4" class="bar"/>`,
        whisker(xOf(interval.from), xOf(interval.to), middle),
        text(WIDTH - SAYS + 14, middle + 4, says),
      ];
    }),
  );
}

/** A row of cells that are darker the more they count. */
export interface HeatRow {
  readonly label: string;
  /** Where a group of rows begins, its name. */
  readonly group?: string;
  readonly counts: ByDay;
}

interface Heat {
  readonly label: string;
  readonly rows: readonly HeatRow[];
  /** How many cells a row has. */
  readonly columns: number;
  readonly titles: readonly { readonly column: number; readonly text: string }[];
  readonly titleOf: (row: HeatRow, column: number, count: number) => string;
  /** Whether the cells are wide enough for their numbers. */
  readonly numbers?: boolean;
}

const CELL = 24;
const NAMES = 210;

export function heatMap({ label, rows, columns, titles, titleOf, numbers = false }: Heat): string {
  const most = Math.max(1, ...rows.flatMap(({ counts }) => Object.values(counts)));
  const step = (WIDTH - NAMES) / columns;
  const head = titles.map(({ column, text: title }) =>
    text(NAMES + column * step + (numbers ? step / 2 : 0), 14, title, numbers ? 'middle' : ''),
  );
  let y = 22;
  const parts = rows.flatMap((row) => {
    const group = row.group === undefined ? [] : [text(0, (y += 20) - 4, row.group, 'strong')];
    const top = y;
    y += CELL;
    const cells = Array.from({ length: columns }, (_, column) => {
      const count = row.counts[column] ?? 0;
      const x = round(NAMES + column * step);
      const strength = count === 0 ? 0 : 0.15 + 0.85 * (count / most);
      const cell = `<rect x="${x}" y="${top + 1.5}" width="${round(Math.max(1, step - 2))}" height="${CELL - 3}" rx="2.5" class="${count === 0 ? 'track' : 'bar'}"${count === 0 ? '' : ` fill-opacity="${round(strength * 10) / 10}"`}>${count === 0 ? '' : `<title>${escaped(titleOf(row, column, count))}</title>`}</rect>`;
      return numbers && count > 0
        ? cell + text(NAMES + column * step + step / 2 - 1, top + 16, count, strength > 0.55 ? 'middle on' : 'middle ink')
        : cell;
    });
    return [...group, text(NAMES - 12, top + 16, row.label, 'end'), ...cells];
  });
  return svg(y + 4, label, [...head, ...parts]);
}

/** A bar to the left or right of the middle for each difference, with a whisker for its interval. */
export function shiftBars(label: string, rows: readonly ShareBar[]): string {
  const wide = WIDTH - LABELS - SAYS;
  const most = Math.max(0.01, ...rows.flatMap(({ interval: { from, to } }) => [Math.abs(from), Math.abs(to)]));
  const xOf = (share: number): number => LABELS + (wide * (1 + share / most)) / 2;
  return svg(rows.length * ROW, label, [
    `<path d="M${xOf(0)} 0V${rows.length * ROW}" class="grid"/>`,
    ...rows.flatMap(({ label: name, share, interval, says }, n) => {
      const middle = n * ROW + ROW / 2;
      const [left, right] = [Math.min(xOf(0), xOf(share)), Math.max(xOf(0), xOf(share))];
      return [
        text(LABELS - 12, middle + 4, name, 'end strong'),
        `<rect x="${round(left)}" y="${middle - 9}" width="${round(right - left)}" height="18" rx="3" class="bar"/>`,
        whisker(xOf(interval.from), xOf(interval.to), middle),
        text(WIDTH - SAYS + 14, middle + 4, says),
      ];
    }),
  ]);
}

const whisker = (from: number, to: number, y: number): string =>
  `<path d="M${round(from)} ${y}H${round(to)}M${round(from)} ${y - 5}v10M${round(to)} ${y - 5}v10" class="whisker"/>`;
