import { useState } from 'react';
import type { Outputs } from '../../app/api.ts';
import { count } from '../../app/in-figures.ts';
import { Band } from '../../parts/band.tsx';
import { Bars } from '../../parts/bars.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { expectedColumns } from './expected-columns.ts';
import { monthInWords } from './month-in-words.ts';

type Simulated = NonNullable<Outputs['reports']['forecast']['simulated']>;
type Row = NonNullable<Simulated['answer']>['rows'][number];
type Compared = NonNullable<Simulated['lastMonth']>['rows'][number];

interface SimulatedForecastProps {
  readonly month: string;
  readonly simulated: Simulated;
  /** Asks the simulator again. */
  readonly again: () => Promise<unknown>;
}

/** What the simulator expects of the leads that are known now, and how far the forecasts of the last month were off. */
export function SimulatedForecast({ month, simulated, again }: SimulatedForecastProps) {
  const { isPossible, answer, progress, text, lastMonth } = simulated;
  const [asking, setAsking] = useState(false);
  const ask = () => {
    setAsking(true);
    void again().finally(() => setAsking(false));
  };
  const emails = answer?.rows.find(({ what }) => what === 'emails');
  return (
    <Panel
      title={`What to expect in ${monthInWords(month)}, from the simulator`}
      about={<span role="status">{text}</span>}
      actions={
        isPossible && (
          <button disabled={asking || progress !== null} onClick={ask}>
            Simulate again
          </button>
        )
      }
    >
      <DataTable<Row>
        label={`Simulated forecast for ${month}`}
        rows={answer?.rows ?? []}
        keyOf={({ label }) => label}
        columns={[
          ...expectedColumns<Row>(),
          {
            title: 'Interval',
            of: ({ expected, interval }) => <Band {...interval} expected={expected} />,
            text: () => '',
          },
          { title: 'Of drafts', of: ({ ofDrafts }) => count(ofDrafts), text: ({ ofDrafts }) => ofDrafts, number: true },
          { title: 'Most on a day', of: (row) => count(most(row)), text: most, number: true },
          {
            title: 'By week, from Monday',
            of: ({ byWeek }) => byWeek.map(({ week, expected }) => `${week.slice(5)}: ${count(expected)}`).join(', '),
          },
        ]}
        none={
          <Empty title={isPossible ? 'There is no simulated forecast yet.' : 'There is no simulated forecast.'}>
            {isPossible && 'It takes a few minutes. You may leave this page; the result is kept.'}
          </Empty>
        }
      />
      {emails && (
        <Bars label="Emails a day" of={emails.byDay.map(({ day, expected }) => ({ label: day.slice(8), value: expected }))} />
      )}
      {lastMonth && <LastMonth {...lastMonth} />}
    </Panel>
  );
}

const most = ({ byDay }: Row): number | undefined =>
  byDay.length === 0 ? undefined : Math.max(...byDay.map(({ expected }) => expected));

const sources = { simulator: 'Simulator', monthsBefore: 'Months before' } as const satisfies Record<Compared['by'], string>;

/** The forecasts of the last month beside what happened. */
function LastMonth({ month, rows }: NonNullable<Simulated['lastMonth']>) {
  return (
    <>
      <h3>How far the forecasts for {monthInWords(month)} were off</h3>
      <DataTable<Compared>
        label={`Forecasts for ${month} and what happened`}
        rows={rows}
        keyOf={({ by, label }) => `${by} ${label}`}
        columns={[
          { title: 'What', of: ({ label }) => label },
          { title: 'Forecast from', of: ({ by }) => sources[by] },
          { title: 'Expected', of: ({ expected }) => count(expected), text: ({ expected }) => expected, number: true },
          { title: 'Interval', of: ({ interval: { from, to } }) => `${count(from)} to ${count(to)}` },
          { title: 'Happened', of: ({ happened }) => count(happened), text: ({ happened }) => happened, number: true },
          { title: 'Within', of: ({ isWithin }) => (isWithin ? 'yes' : 'no') },
        ]}
        none={null}
      />
    </>
  );
}
