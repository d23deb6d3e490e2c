import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { count, share } from '../../app/in-figures.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';

type Provider = Outputs['ops']['providers'][number];

/** What the providers that complete leads' data knew, and what they cost. */
export function Providers() {
  const { data, error, isPending, refetch } = useQuery(api.ops.providers.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  return (
    <Panel title="Providers of company data">
      <DataTable<Provider>
        label="Providers of company data"
        rows={data ?? []}
        busy={isPending}
        keyOf={({ provider }) => provider}
        columns={[
          { title: 'Provider', of: ({ provider }) => provider },
          { title: 'Asked', of: ({ calls }) => count(calls), text: ({ calls }) => calls, number: true },
          { title: 'Knew', of: ({ calls, matched }) => share(matched / calls), text: ({ matched }) => matched, number: true },
          { title: 'Failed', of: ({ failed }) => count(failed), text: ({ failed }) => failed, number: true },
          { title: 'Cost', of: ({ cost }) => cost.toFixed(2), text: ({ cost }) => cost, number: true },
        ]}
        none={
          <Empty title="No provider was asked.">Providers of your app are asked when the company of a lead is unknown.</Empty>
        }
      />
    </Panel>
  );
}
