import { Link } from '@tanstack/react-router';
import { count } from '../../app/number.ts';
import { Panel } from '../../parts/panel.tsx';
import styles from './diagram.module.css';
import { useDrawing, type Drawing } from './drawing.ts';
import type { Campaign } from './campaign.ts';

type Box = Drawing['boxes'][number];
type Line = Drawing['lines'][number];

/** How many leads are in each track now, by its name. */
type Counts = ReadonlyMap<string, number>;

/** The program's diagram with the leads that are in each track now; a track opens them. */
export function Diagram({ campaign: { id, program, progress } }: { readonly campaign: Campaign }) {
  const drawing = useDrawing(program);
  const counts: Counts = new Map(progress.tracks.map(({ track, leads }) => [track, leads]));
  return (
    <Panel
      title="Where they are now"
      about={
        drawing
          ? 'Click a track to open its leads. A dashed line follows a rest, a thick line is an interrupt, and a dotted line runs beside the track.'
          : undefined
      }
    >
      {drawing ? (
        <>
          <div className={styles.scroller} role="region" aria-label={`The program ${program}`} tabIndex={0}>
            <Picture drawing={drawing} campaignId={id} counts={counts} />
          </div>
          <details className={styles.table} open={globalThis.matchMedia('(max-width: 720px)').matches}>
            <summary>Show as a table</summary>
            <Tracks drawing={drawing} campaignId={id} counts={counts} />
          </details>
        </>
      ) : (
        <p className="quiet">
          This program has no diagram: <code>trellis draw</code> makes one from the source.
        </p>
      )}
    </Panel>
  );
}

interface OfCampaign {
  readonly drawing: Drawing;
  readonly campaignId: string;
  readonly counts: Counts;
}

const kinds: readonly Line['kind'][] = ['goes', 'rests', 'interrupted', 'beside'];

const Picture = ({ drawing: { program, width, height, boxes, lines }, campaignId, counts }: OfCampaign) => (
  <svg
    className={styles.picture}
    viewBox={`0 0 ${width} ${height}`}
    width={width}
    height={height}
    aria-label={`The tracks of ${program}`}
  >
    {kinds.map((kind) => (
      <marker
        key={kind}
        id={kind}
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path className={styles.head} data-kind={kind} d="M0 .8 7.5 4 0 7.2z" />
      </marker>
    ))}
    {lines.map((line) => (
      <path
        key={`${line.from} ${line.to}`}
        className={styles.line}
        data-kind={line.kind}
        d={straight(line)}
        markerEnd={`url(#${line.kind})`}
      />
    ))}
    {lines.map(({ from, to, label, labelAt }) => (
      <Words
        key={`${from} ${to}`}
        className={styles.label}
        lines={label}
        x={labelAt.x}
        top={labelAt.y - (label.length * LINE) / 2}
      />
    ))}
    {boxes.map((box) => (
      <Track key={box.id} box={box} campaignId={campaignId} leads={counts.get(box.id)} />
    ))}
  </svg>
);

const straight = ({ points }: Line): string => `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`;

/** Pixels between two lines of text. */
const LINE = 14;

interface WordsProps {
  readonly className: string | undefined;
  readonly lines: readonly string[];
  readonly x: number;
  readonly top: number;
}

const Words = ({ className, lines, x, top }: WordsProps) => (
  <text className={className}>
    {lines.map((line, index) => (
      <tspan key={index} x={x} y={top + (index + 0.8) * LINE}>
        {line}
      </tspan>
    ))}
  </text>
);

interface TrackProps {
  readonly box: Box;
  readonly campaignId: string;
  readonly leads: number | undefined;
}

/** A box; of a track, a link to the leads that are in it. */
function Track({ box, campaignId, leads }: TrackProps) {
  const { kind, title, lines, exits, x, y, width, height } = box;
  const [left, top] = [x - width / 2, y - height / 2];
  const first = top + 6;
  const below = first + LINE * (1 + lines.length) + 10;
  const drawn = (
    <g className={styles.box} data-kind={kind} data-filled={leads !== undefined || undefined}>
      <rect x={left} y={top} width={width} height={height} rx={8} />
      <Words className={styles.title} lines={[title]} x={x} top={first} />
      <Words className={styles.sends} lines={lines} x={x} top={first + LINE + 3} />
      {exits.length > 0 && kind !== 'place' && <path className={styles.cut} d={`M${left} ${below - 3}h${width}`} />}
      <Words className={styles.exits} lines={exits} x={left + 11} top={below} />
      {leads !== undefined && <Badge leads={leads} x={left + width} y={top} />}
    </g>
  );
  if (kind === 'place') return drawn;
  return (
    <Link to="/campaigns/$campaign/leads" params={{ campaign: campaignId }} search={{ is: 'in', track: box.id }}>
      {drawn}
    </Link>
  );
}

/** The number of leads, at the corner of a track. */
function Badge({ leads, x, y }: { readonly leads: number; readonly x: number; readonly y: number }) {
  const text = count(leads);
  const width = 16 + 8 * text.length;
  return (
    <g className={styles.badge}>
      <rect x={x - width + 8} y={y - 10} width={width} height={22} rx={11} />
      <text x={x + 8 - width / 2} y={y + 5}>
        {text}
      </text>
    </g>
  );
}

const Tracks = ({ drawing: { boxes }, campaignId, counts }: OfCampaign) => (
  <table>
    <thead>
      <tr>
        <th scope="col">Track</th>
        <th scope="col">Whose</th>
        <th scope="col" className="number">
          Leads now
        </th>
        <th scope="col">Sends, and waits</th>
      </tr>
    </thead>
    <tbody>
      {boxes
        .filter(({ kind }) => kind !== 'place')
        .map(({ id, kind, title, lines }) => (
          <tr key={id}>
            <td>{title}</td>
            <td>{kind}</td>
            <td className="number">
              <Link to="/campaigns/$campaign/leads" params={{ campaign: campaignId }} search={{ is: 'in', track: id }}>
                {count(counts.get(id) ?? 0)}
              </Link>
            </td>
            <td>{lines.join(', ')}</td>
          </tr>
        ))}
    </tbody>
  </table>
);
