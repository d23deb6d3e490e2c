import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { count, days, share } from '../../app/in-figures.ts';
import { AsTable } from '../../parts/as-table.tsx';
import { Bars } from '../../parts/bars.tsx';
import { Behind } from '../../parts/behind.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useScope } from './search.ts';

type Month = Outputs['reports']['ready']['rows'][number];

/** How many leads in programs became ready for sales, by month. */
export function Ready() {
  const { data } = useQuery(api.reports.ready.queryOptions(useScope().now));
  if (!data || data.rows.length === 0) return null;
  return (
    <Panel title="Ready for sales, by month" about="Leads in programs that became an MQL, for the first time or again.">
      <Bars
        label="Leads ready for sales by month"
        of={data.rows.map(({ month, ready, again }) => ({ label: month, value: ready + again }))}
      />
      <AsTable>
        <DataTable<Month>
          label="Ready for sales by month"
          rows={data.rows}
          keyOf={({ month }) => month}
          columns={[
            { title: 'Month', of: ({ month }) => month },
            {
              title: 'In programs',
              of: ({ month, nurtured, people }) => (
                <Behind of={people.nurtured} what={`In programs in ${month}`}>
                  {count(nurtured)}
                </Behind>
              ),
              text: ({ nurtured }) => nurtured,
              number: true,
            },
            {
              title: 'First time',
              of: ({ month, ready, people }) => (
                <Behind of={people.ready} what={`Ready for sales for the first time in ${month}`}>
                  {count(ready)}
                </Behind>
              ),
              text: ({ ready }) => ready,
              number: true,
            },
            {
              title: 'Again',
              of: ({ month, again, people }) => (
                <Behind of={people.again} what={`Ready for sales again in ${month}`}>
                  {count(again)}
                </Behind>
              ),
              text: ({ again }) => again,
              number: true,
            },
            { title: 'Rate', of: ({ rate }) => share(rate), text: ({ rate }) => rate, number: true },
            { title: 'Median', of: ({ medianDays }) => days(medianDays), text: ({ medianDays }) => medianDays, number: true },
          ]}
          none={null}
        />
      </AsTable>
    </Panel>
  );
}
