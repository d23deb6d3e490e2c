import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { api, client, type Outputs } from '../../app/api.ts';
import { count, money, share } from '../../app/in-figures.ts';
import { Behind } from '../../parts/behind.tsx';
import { Change } from '../../parts/change.tsx';
import { CountedAt } from '../../parts/counted-at.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useScope } from './search.ts';
import { Sources } from './sources.tsx';

type Row = Outputs['reports']['money']['rows'][number];

/** What the period brought in and cost, in total and by campaign. */
export function Money() {
  const scope = useScope();
  const { by = 'campaign' } = useSearch({ from: '/funnel' });
  const { data, error, refetch } = useQuery(api.reports.money.queryOptions({ ...scope.now, by }));
  const { data: earlier } = useQuery(api.reports.money.queryOptions({ ...scope.before, by }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  const again = async () => {
    await client.reports.money.query({ ...scope.now, by, anew: true });
    await refetch();
  };
  return (
    <>
      <CountedAt at={data.countedAt} again={again} />
      <Totals of={data} before={earlier?.rows} />
      <Panel title={`By ${by}`} about="Other currencies are listed separately; nothing is converted.">
        <DataTable<Row>
          label={`Money by ${by}`}
          rows={data.rows}
          keyOf={({ value }) => value ?? ''}
          columns={columns}
          none={<Empty title="No deal and no cost in this period.">Choose a longer period above.</Empty>}
        />
      </Panel>
      <Sources />
    </>
  );
}

interface TotalsProps {
  readonly of: Pick<Outputs['reports']['money'], 'rows' | 'people'>;
  readonly before: readonly Row[] | undefined;
}

function Totals({ of: { rows, people }, before }: TotalsProps) {
  const currency = rows[0]?.currency ?? 'EUR';
  const sum = (of: readonly Row[], what: 'revenue' | 'cost' | 'pipeline' | 'won' | 'opportunities') =>
    of.reduce((all, row) => all + row[what], 0);
  const inMoney = (n: number | null | undefined) => money(n, currency);
  const deals = (what: 'opportunities' | 'won') => (
    <Behind of={people[what]} what={what}>
      {count(sum(rows, what))}
    </Behind>
  );
  const change = (what: Parameters<typeof sum>[1], as = count, lessIsBetter = false) =>
    before &&
    before.length > 0 && <Change now={sum(rows, what)} before={sum(before, what)} as={as} lessIsBetter={lessIsBetter} />;
  const [revenue, cost] = [sum(rows, 'revenue'), sum(rows, 'cost')];
  return (
    <Figures
      of={[
        { label: 'Opportunities', value: deals('opportunities'), about: change('opportunities') },
        { label: 'Won', value: deals('won'), about: change('won') },
        { label: 'Revenue', value: inMoney(revenue), about: change('revenue', inMoney) },
        { label: 'Cost', value: inMoney(cost), about: change('cost', inMoney, true) },
        { label: 'Return', value: cost === 0 ? '–' : share((revenue - cost) / cost), about: 'beyond what it cost' },
        { label: 'Open deals', value: inMoney(sum(rows, 'pipeline')), about: 'worth, today' },
      ]}
    />
  );
}

const counted = (title: string, what: 'leads' | 'opportunities' | 'won' | 'lost' | 'open'): Column<Row> => ({
  title,
  of: (row) => (
    <Behind of={row.people[what]} what={`${row.label}: ${title.toLowerCase()}`}>
      {count(row[what])}
    </Behind>
  ),
  text: (row) => row[what],
  number: true,
});

const amount = (title: string, what: 'pipeline' | 'revenue' | 'cost'): Column<Row> => ({
  title,
  of: (row) => money(row[what], row.currency),
  text: (row) => row[what],
  number: true,
});

const columns: readonly Column<Row>[] = [
  { title: 'Name', of: ({ label }) => (label === 'none' ? 'Without one' : label) },
  counted('Leads', 'leads'),
  counted('Opportunities', 'opportunities'),
  counted('Won', 'won'),
  counted('Lost', 'lost'),
  counted('Open deals', 'open'),
  amount('Pipeline', 'pipeline'),
  amount('Revenue', 'revenue'),
  amount('Cost', 'cost'),
  { title: 'Return', of: (row) => share(row.return), text: (row) => row.return, number: true },
  {
    title: 'Other currencies',
    of: ({ others }) =>
      others
        .map(({ currency, revenue, pipeline }) => `${money(revenue, currency)} won, ${money(pipeline, currency)} open`)
        .join('; '),
  },
];
