import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../app/api.ts';
import { usePeriod, type PeriodSearch } from '../../app/period.ts';
import { CountedAt } from '../../parts/counted-at.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { AwayDialog } from './away-dialog.tsx';
import { useBack } from './back.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { columnsOf, type InPeriod } from './rep-columns.tsx';
import type { Rep } from './rep.ts';
import styles from './reps.module.css';
import { Totals } from './totals.tsx';

/** The load of each rep now, and what they did in the period. A row opens their queue. */
export function Reps({ period }: { readonly period: PeriodSearch }) {
  const { now: span } = usePeriod(period);
  const { data: load, error, refetch } = useQuery(api.team.load.queryOptions());
  const { data: sla, refetch: askSla } = useQuery(api.reports.sla.queryOptions({ ...span, by: 'rep' }));
  const { data: agreement, refetch: askAgreement } = useQuery(api.reports.agreement.queryOptions(span));
  const [asked, ask] = useState<{ readonly what: 'away' | 'leave'; readonly rep: Rep }>();
  const back = useBack();
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  const reps = (load?.reps ?? []).filter(({ active }) => active);
  const numbersOf = ({ name }: Rep): InPeriod => ({
    medianHours: sla?.rows.find(({ value }) => value === name)?.medianHours,
    handOvers: agreement?.reps.find(({ rep }) => rep === name),
  });
  const again = async () => {
    await Promise.all([
      client.reports.sla.query({ ...span, by: 'rep', anew: true }),
      client.reports.agreement.query({ ...span, anew: true }),
    ]);
    await Promise.all([askSla(), askAgreement()]);
  };
  const acts: Column<Rep> = {
    title: 'Change',
    of: (rep) => (
      <div className={styles.acts}>
        {rep.away ? (
          <button className="bare" onClick={() => back.mutate({ rep: rep.id })}>
            Is back
          </button>
        ) : (
          <button className="bare" onClick={() => ask({ what: 'away', rep })}>
            Away…
          </button>
        )}
        <button className="bare" onClick={() => ask({ what: 'leave', rep })}>
          Leaves…
        </button>
      </div>
    ),
    text: () => '',
  };
  return (
    <>
      <CountedAt at={agreement?.countedAt} again={again} />
      {load ? <Totals reps={reps} nobody={load.nobody} /> : <Waiting lines={2} />}
      <Panel
        title="Reps"
        about="The load is the current one; accepted leads and the median until the first attempt are for the period. A name opens the queue."
      >
        <DataTable<Rep>
          label="Reps"
          rows={reps}
          busy={!load}
          keyOf={({ id }) => id}
          linkOf={({ id }) => ({ to: '/team/tasks', search: { rep: id } })}
          columns={[...columnsOf(numbersOf), acts]}
          none={<Empty title="There are no reps yet.">Import them with: trellis staff FILE</Empty>}
        />
      </Panel>
      {asked?.what === 'away' && <AwayDialog rep={asked.rep} onClose={() => ask(undefined)} />}
      {asked?.what === 'leave' && <LeaveDialog rep={asked.rep} onClose={() => ask(undefined)} />}
    </>
  );
}
