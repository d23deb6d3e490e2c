import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { count } from '../../app/in-figures.ts';
import { stretch } from '../../app/time.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { codeInWords } from './code-in-words.ts';

type Tally = Outputs['ops']['alerts'][number];

const states: Readonly<Record<Tally['state'], string>> = {
  waiting: 'wait',
  claimed: 'are going out',
  sending: 'are going out',
  accepted: 'sent',
  refused: 'refused by the email server',
  never: 'not needed any more',
  inDoubt: 'in doubt',
};

const seconds = (n: number | null): string => (n === null ? '–' : n < 60 ? `${Math.round(n)} s` : stretch(n * 1_000));

/** What became of the alerts to reps in the last 30 days, and how long they took. */
export function Alerts() {
  const { data, error, isPending, refetch } = useQuery(api.ops.alerts.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  return (
    <Panel
      title="Alerts to reps"
      about="Of the last 30 days. The time counts from the event, or from when the rep begins to work."
    >
      <DataTable<Tally>
        label="Alerts to reps"
        rows={data ?? []}
        busy={isPending}
        keyOf={({ kind, state, reason }) => `${kind} ${state} ${reason}`}
        columns={[
          { title: 'Alert', of: ({ label }) => label },
          {
            title: 'Result',
            of: ({ state, reason }) => [states[state], reason && `(${codeInWords(reason)})`].filter(Boolean).join(' '),
          },
          { title: 'Alerts', of: ({ count: n }) => count(n), text: ({ count: n }) => n, number: true },
          {
            title: 'Half within',
            of: ({ medianSeconds }) => seconds(medianSeconds),
            text: ({ medianSeconds }) => medianSeconds,
            number: true,
          },
          {
            title: '95 of 100 within',
            of: ({ p95Seconds }) => seconds(p95Seconds),
            text: ({ p95Seconds }) => p95Seconds,
            number: true,
          },
        ]}
        none={
          <Empty title="No alerts were due.">
            Reps and managers get an alert when a task opens, is late, or needs a decision.
          </Empty>
        }
      />
    </Panel>
  );
}
