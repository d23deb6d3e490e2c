import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { funnelPositions } from '../../../domain/scoring/engagement.ts';
import { api, type Outputs } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { count, counted } from '../../app/number.ts';
import { Behind } from '../../parts/behind.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import styles from './page.module.css';

type Counts = Outputs['content']['grid']['cells'][number];
type Content = Outputs['content']['list'][number];

/** All emails and texts by the position in the funnel and the kind of buyer, so that what is missing can be seen. */
export function Page() {
  const { data: contents, error, refetch } = useQuery(api.content.list.queryOptions());
  const may = useMay();
  const { data: grid } = useQuery({ ...api.content.grid.queryOptions(), enabled: may('content.grid') });
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!contents) return <Waiting />;
  const personas = [...new Set(contents.flatMap(({ personas }) => personas))];
  return (
    <>
      <PageHead
        title="Content"
        about={
          <>
            {counted(contents.length, 'email')} and texts. To change one, change its file.
            {grid && (
              <>
                {' '}
                The numbers count from <Minute at={grid.from} />.
              </>
            )}
          </>
        }
      />
      <div className={layout.page}>
        <div className={styles.scroller} tabIndex={0} role="region" aria-label="Content by position and persona">
          <table className={styles.matrix}>
            <caption className="visually-hidden">
              Emails by their position in the funnel and the kind of buyer they are for
            </caption>
            <thead>
              <tr>
                <th scope="col">Topic</th>
                {personas.map((persona) => (
                  <th key={persona} scope="col">
                    {persona}
                  </th>
                ))}
              </tr>
            </thead>
            {funnelPositions.map((position) => (
              <Position
                key={position}
                position={position}
                personas={personas}
                contents={contents.filter((one) => one.position === position)}
                cells={grid?.cells ?? []}
              />
            ))}
          </table>
        </div>
      </div>
    </>
  );
}

const labels = { top: 'Top of the funnel', middle: 'Middle of the funnel', bottom: 'Bottom of the funnel' };

interface PositionProps {
  readonly position: Content['position'];
  readonly personas: readonly string[];
  readonly contents: readonly Content[];
  readonly cells: readonly Counts[];
}

const Position = ({ position, personas, contents, cells }: PositionProps) => (
  <tbody>
    <tr className={styles.position}>
      <th scope="rowgroup" colSpan={personas.length + 1}>
        {labels[position]} <small>{counted(contents.length, 'email')}</small>
      </th>
    </tr>
    {contents.length === 0 && (
      <tr>
        <td colSpan={personas.length + 1}>
          <span className={styles.hole}>There is no email for this position.</span>
        </td>
      </tr>
    )}
    {contents.map((content) => (
      <tr key={content.id}>
        <th scope="row">
          <Link to="/content/$content" params={{ content: content.id }}>
            {content.id}
          </Link>
          <small>{content.topic}</small>
        </th>
        {personas.map((persona) => (
          <td key={persona}>
            <Cell
              content={content}
              persona={persona}
              counts={cells.find((cell) => cell.content === content.id && cell.persona === persona)}
            />
          </td>
        ))}
      </tr>
    ))}
  </tbody>
);

const measures = [
  ['sent', 'sent'],
  ['goal', 'met the goal'],
  ['replied', 'replied'],
] as const;

interface CellProps {
  readonly content: Content;
  readonly persona: string;
  readonly counts: Counts | undefined;
}

/** Whether a persona has a version of its own, gets everybody's, or gets none; and what came of it. */
function Cell({ content: { id, personas, versions }, persona, counts }: CellProps) {
  if (!(personas as readonly string[]).includes(persona)) return <span className={styles.hole}>none</span>;
  const own = (versions as readonly string[]).includes(persona);
  return (
    <>
      <Link
        to="/content/$content"
        params={{ content: id }}
        search={{ persona: own ? persona : undefined }}
        className={styles.has}
      >
        {own ? 'own version' : 'everybody’s'}
      </Link>
      <small className={styles.counts}>
        {counts && counts.sent > 0
          ? measures.flatMap(([measure, words], nth) => [
              nth > 0 && ' · ',
              <Behind key={measure} of={counts.people[measure]} what={`${id} to ${persona}: ${words}`}>
                {count(counts[measure])}
              </Behind>,
              ` ${words}`,
            ])
          : 'not sent'}
      </small>
    </>
  );
}
