import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { count, money, share } from '../../app/in-figures.ts';
import { Behind } from '../../parts/behind.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useScope } from './search.ts';

type Row = Outputs['reports']['sources']['rows'][number];

/** Which sources bring buyers. */
export function Sources() {
  const search = useSearch({ from: '/funnel' });
  const { data } = useQuery(api.reports.sources.queryOptions(useScope().now));
  const { data: policy } = useQuery({ ...api.policy.get.queryOptions(), staleTime: Infinity });
  if (!data || !policy) return <Waiting />;
  const amount = (title: string, what: 'revenue' | 'cost'): Column<Row> => ({
    title,
    of: (row) => money(row[what], policy.currency),
    text: (row) => row[what],
    number: true,
  });
  return (
    <Panel title="Sources" about="How far the leads of each source got, and how they ended. A row opens its funnel.">
      <DataTable<Row>
        label="Sources"
        rows={data.rows}
        keyOf={({ source }) => source ?? ''}
        linkOf={({ source }) => ({ to: '/funnel', search: { ...search, view: 'funnel', source: source ?? undefined } })}
        columns={[
          { title: 'Source', of: ({ source }) => source ?? 'Without one' },
          reached('Leads', 'leads'),
          reached('MQL', 'mql'),
          reached('SAL', 'sal'),
          reached('Opportunity', 'opportunity'),
          reached('Customer', 'customer'),
          { title: 'Bought', of: ({ rate }) => share(rate), text: ({ rate }) => rate, number: true },
          amount('Revenue', 'revenue'),
          amount('Cost', 'cost'),
        ]}
        none={<Empty title="No lead came in during this period." />}
      />
    </Panel>
  );
}

const reached = (title: string, what: keyof Row['people']): Column<Row> => ({
  title,
  of: (row) => (
    <Behind of={row.people[what]} what={`${row.source ?? 'No source'}: ${title}`}>
      {count(row[what])}
    </Behind>
  ),
  text: (row) => row[what],
  number: true,
});
