import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Outputs } from '../../app/api.ts';
import { count } from '../../app/in-figures.ts';
import { Band } from '../../parts/band.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { expectedColumns } from './expected-columns.ts';
import { monthInWords } from './month-in-words.ts';
import { SimulatedForecast } from './simulated-forecast.tsx';

type Row = Outputs['reports']['forecast']['rows'][number];

const FARTHEST = 6;
/** Real milliseconds between two looks while the simulator is at work. */
const LOOK_AGAIN_MS = 5_000;

/** What to expect of a month to come: from the months before, and the next month from the simulator, too. */
export function Forecast() {
  const [ahead, setAhead] = useState(1);
  const { data, refetch } = useQuery({
    ...api.reports.forecast.queryOptions({ ahead }),
    refetchInterval: ({ state }) => (state.data?.simulated?.progress ? LOOK_AGAIN_MS : false),
  });
  if (!data) return <Waiting />;
  const again = async () => {
    await client.reports.forecast.query({ ahead, anew: true });
    await refetch();
  };
  return (
    <>
      <Panel
        title={`What to expect in ${monthInWords(data.month)}, from the months before`}
        about={data.text}
        actions={
          <label>
            <span className="visually-hidden">Month</span>
            <select value={ahead} onChange={({ target }) => setAhead(Number(target.value))}>
              {Array.from({ length: FARTHEST }, (_, nth) => (
                <option key={nth} value={nth + 1}>
                  {nth === 0 ? 'Next month' : `In ${nth + 1} months`}
                </option>
              ))}
            </select>
          </label>
        }
      >
        <DataTable<Row>
          label={`Forecast for ${data.month}`}
          rows={data.rows}
          keyOf={({ label }) => label}
          columns={[
            ...expectedColumns<Row>(),
            {
              title: 'Interval; circles are the months before',
              of: ({ expected, interval, before }) => (
                <Band {...interval} expected={expected} before={before.map((one) => one.count)} />
              ),
              text: () => '',
            },
            {
              title: 'Months before',
              of: ({ before }) => before.map((one) => `${monthInWords(one.month, 'short')}: ${count(one.count)}`).join(', '),
            },
          ]}
          none={<Empty title="No forecast is possible yet.">A forecast needs a whole month with leads in programs.</Empty>}
        />
      </Panel>
      {data.simulated && <SimulatedForecast month={data.month} simulated={data.simulated} again={again} />}
    </>
  );
}
