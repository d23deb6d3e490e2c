import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';

type Finding = Outputs['ops']['health']['parts'][string];

/** How often the state is looked at, in milliseconds. */
const EVERY = 10_000;

const statuses = {
  ok: 'Everything works.',
  degraded: 'Some things are late or refused.',
  down: 'Nothing that arrives can be saved.',
};

/** The parts of the installation, those with a problem first. */
export function Health() {
  const { data, error, refetch, isPending } = useQuery(api.ops.health.queryOptions(undefined, { refetchInterval: EVERY }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  const parts = Object.entries<Finding>(data?.parts ?? {}).toSorted(
    ([, a], [, b]) => Number(a.state === 'ok') - Number(b.state === 'ok'),
  );
  return (
    <Panel title="Health" about={data && statuses[data.status]}>
      <DataTable<(typeof parts)[number]>
        label="Health"
        rows={parts}
        busy={isPending}
        keyOf={([name]) => name}
        columns={[
          { title: 'Part', of: ([name]) => name },
          { title: 'State', of: ([, { state, label }]) => label ?? state },
          { title: 'What to do', of: ([, { todo }]) => todo },
        ]}
        none={<Empty title="No part answers." />}
      />
    </Panel>
  );
}
