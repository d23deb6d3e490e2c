import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Outputs } from '../../app/api.ts';
import { count, hours, share } from '../../app/in-figures.ts';
import { dayInWords, usePeriod, type PeriodSearch } from '../../app/period.ts';
import { Behind } from '../../parts/behind.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Meter } from '../../parts/meter.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { When } from '../../parts/when.tsx';
import { AwayDialog } from './away-dialog.tsx';
import { useBack } from './back.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import type { Rep } from './rep.ts';
import styles from './reps.module.css';

/** The load of each rep now, and what they did in the period. A row opens their queue. */
export function Reps({ period }: { readonly period: PeriodSearch }) {
  const { now: span } = usePeriod(period);
  const { data: load, error, refetch } = useQuery(api.team.load.queryOptions());
  const { data: sla } = useQuery(api.reports.sla.queryOptions({ ...span, by: 'rep' }));
  const { data: agreement } = useQuery(api.reports.agreement.queryOptions(span));
  const [asked, ask] = useState<{ readonly what: 'away' | 'leave'; readonly rep: Rep }>();
  const back = useBack();
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  const reps = (load?.reps ?? []).filter(({ active }) => active);
  const speedOf = ({ name }: Rep) => sla?.rows.find(({ value }) => value === name);
  const handOversOf = ({ name }: Rep) => agreement?.reps.find(({ rep }) => rep === name);
  const columns: Column<Rep>[] = [
    { title: 'Name', of: ({ name }) => <span className={styles.name}>{name}</span>, text: ({ name }) => name },
    { title: 'Team', of: ({ team, role }) => <small>{`${team}, ${role}`}</small>, text: ({ team }) => team },
    { title: 'Open', of: ({ open }) => count(open), text: ({ open }) => open, number: true },
    {
      title: 'Overdue',
      of: ({ overdue }) => (overdue > 0 ? <Tag tone="late">{count(overdue)}</Tag> : '0'),
      text: ({ overdue }) => overdue,
      number: true,
    },
    { title: 'Oldest', of: ({ oldest }) => oldest && <When at={oldest} />, text: ({ oldest }) => oldest },
    {
      title: 'Load',
      of: ({ name, open, capacity }) => <Meter label={`Load of ${name}`} value={open} of={capacity} />,
      text: ({ open, capacity }) => `${open} of ${capacity}`,
    },
    {
      title: 'Accepted',
      of: (rep) => {
        const handOvers = handOversOf(rep);
        return handOvers ? (
          <>
            <Behind of={handOvers.people.accepted} what={`Leads that ${rep.name} accepted`}>
              {count(handOvers.accepted)}
            </Behind>{' '}
            <small>{share(handOvers.acceptedShare)}</small>
          </>
        ) : (
          '–'
        );
      },
      text: (rep) => handOversOf(rep)?.acceptedShare,
      number: true,
    },
    {
      title: 'First attempt',
      of: (rep) => hours(speedOf(rep)?.medianHours),
      text: (rep) => speedOf(rep)?.medianHours,
      number: true,
    },
    {
      title: 'Away',
      of: (rep) =>
        rep.awayUntil && (
          <>
            {rep.away ? 'until ' : 'planned, until '}
            {dayInWords(rep.awayUntil)}
          </>
        ),
      text: ({ awayUntil }) => awayUntil,
    },
    {
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
    },
  ];
  return (
    <>
      <Totals reps={reps} nobody={load?.nobody ?? []} />
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
          columns={columns}
          none={<Empty title="There are no reps yet.">Import them with: trellis staff FILE</Empty>}
        />
      </Panel>
      {asked?.what === 'away' && <AwayDialog rep={asked.rep} onClose={() => ask(undefined)} />}
      {asked?.what === 'leave' && <LeaveDialog rep={asked.rep} onClose={() => ask(undefined)} />}
    </>
  );
}

interface TotalsProps {
  readonly reps: readonly Rep[];
  readonly nobody: Outputs['team']['load']['nobody'];
}

function Totals({ reps, nobody }: TotalsProps) {
  const sum = (of: readonly { readonly open: number; readonly overdue: number }[], what: 'open' | 'overdue') =>
    of.reduce((all, row) => all + row[what], 0);
  const overdue = sum(reps, 'overdue') + sum(nobody, 'overdue');
  const waiting = sum(nobody, 'open');
  return (
    <Figures
      of={[
        { label: 'Open tasks', value: <Link to="/team/tasks">{count(sum(reps, 'open') + waiting)}</Link> },
        {
          label: 'Overdue',
          value: (
            <Link to="/team/tasks" search={{ due: 'now' }}>
              {count(overdue)}
            </Link>
          ),
          tone: overdue > 0 ? 'late' : 'plain',
        },
        {
          label: 'Nobody has',
          value: count(waiting),
          about: waiting > 0 && 'their team can take them',
          tone: waiting > 0 ? 'late' : 'plain',
        },
        { label: 'Here today', value: `${reps.filter(({ away }) => !away).length} of ${reps.length}` },
      ]}
    />
  );
}
