import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { count } from '../../app/in-figures.ts';
import { Behind } from '../../parts/behind.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ShareRange } from '../../parts/share-range.tsx';
import { Minute } from '../../parts/when.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Subjects } from './subjects.tsx';

type Row = Outputs['content']['results']['versions'][number];
type Measure = keyof Row['rates'];

const measures: readonly (readonly [Measure, string])[] = [
  ['goal', 'Goal met'],
  ['clicked', 'Clicked'],
  ['replied', 'Replied'],
  ['unsubscribed', 'Unsubscribed'],
];

/** What came of an email in the last 90 days, by its versions, and how its two subjects compare. */
export function Results({ id }: { readonly id: string }) {
  const { data } = useQuery(api.content.results.queryOptions({ id }));
  if (!data) return null;
  return (
    <>
      {data.subjects && <Subjects id={id} subjects={data.subjects} />}
      <Panel
        title="Results"
        about={
          <>
            All campaigns, since <Minute at={data.from} />. The line shows the 95 % interval of each share.
          </>
        }
      >
        {data.versions.length === 0 ? (
          <p className="quiet">It has not been sent. Once it is sent, each version gets a row here.</p>
        ) : (
          <ByVersion rows={data.versions} />
        )}
      </Panel>
    </>
  );
}

const ByVersion = ({ rows }: { readonly rows: readonly Row[] }) => (
  <SmallTable label="Results by version" titles={['Version', { ofNumbers: 'Sent' }, ...measures.map(([, title]) => title)]}>
    {rows.map((row) => (
      <tr key={row.version}>
        <th scope="row" style={{ whiteSpace: 'normal' }}>
          {row.subject || 'Its text'}
          <br />
          <small>
            {row.persona === null ? 'everybody’s' : `for ${row.persona}`}
            {!row.isNow && ', no longer sent'}
          </small>
        </th>
        <td className="number">
          <Behind of={row.people.sent} what={`${row.subject}: sent`}>
            {count(row.sent)}
          </Behind>
        </td>
        {measures.map(([measure, title]) => (
          <td key={measure}>
            <Behind of={row.people[measure]} what={`${row.subject}: ${title.toLowerCase()}`}>
              {count(row[measure])}
            </Behind>
            {' · '}
            <ShareRange of={row.rates[measure]} most={mostOf(rows, measure)} />
          </td>
        ))}
      </tr>
    ))}
  </SmallTable>
);

const mostOf = (rows: readonly Row[], measure: Measure): number =>
  Math.max(0.01, ...rows.map(({ rates }) => rates[measure]?.to ?? 0));
