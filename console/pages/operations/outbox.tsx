import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { count } from '../../app/in-figures.ts';
import { stretch } from '../../app/time.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { codeInWords } from './code-in-words.ts';

type Row = Outputs['ops']['outbox'][number];

const states = { waiting: 'waiting, will be retried', undeliverable: 'can’t be delivered' } as const;

/** Messages to the programs of leads that have not arrived, by their state and error. */
export function Outbox() {
  const { data, error, isPending, refetch } = useQuery(api.ops.outbox.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  return (
    <Panel
      title="Messages to leads’ programs"
      about="Acts of leads and decisions of people, on their way to the program. They arrive within seconds while the relay, Temporal and a worker run."
    >
      <DataTable<Row>
        label="Messages to leads’ programs"
        rows={data ?? []}
        busy={isPending}
        keyOf={({ state, error: code }) => `${state} ${code}`}
        columns={[
          { title: 'State', of: ({ state }) => states[state] },
          { title: 'Last error', of: ({ error: code }) => (code === null ? 'none' : codeInWords(code)) },
          { title: 'Messages', of: ({ count: n }) => count(n), text: ({ count: n }) => n, number: true },
          {
            title: 'The oldest for',
            of: ({ oldestFor }) => stretch(oldestFor * 1_000),
            text: ({ oldestFor }) => Math.round(oldestFor),
            number: true,
          },
        ]}
        none={<Empty title="Every message has arrived.">A message stays here until the program of its lead receives it.</Empty>}
      />
    </Panel>
  );
}
