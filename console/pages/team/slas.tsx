import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, client, type Inputs, type Outputs } from '../../app/api.ts';
import { count, hours, share } from '../../app/in-figures.ts';
import { daysIn, usePeriod, type PeriodSearch } from '../../app/period.ts';
import { Behind } from '../../parts/behind.tsx';
import { CountedAt } from '../../parts/counted-at.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { useTeamRefresh } from './back.ts';

type Kept = Outputs['reports']['sla']['rows'][number];
type Piloted = Outputs['team']['pilot']['slas'][number];
type Observed = Outputs['team']['pilot']['observed'][number];

/** How each SLA was kept in the period, by SLA and by rep; and what observed ones would have done. */
export function Slas({ period }: { readonly period: PeriodSearch }) {
  const { now: span } = usePeriod(period);
  const bySla = useQuery(api.reports.sla.queryOptions({ ...span, by: 'sla' }));
  const byRep = useQuery(api.reports.sla.queryOptions({ ...span, by: 'rep' }));
  const error = bySla.error ?? byRep.error;
  if (error) return <Problem error={error} />;
  const again = async () => {
    await Promise.all((['sla', 'rep'] as const).map((by) => client.reports.sla.query({ ...span, by, anew: true })));
    await Promise.all([bySla.refetch(), byRep.refetch()]);
  };
  return (
    <>
      <CountedAt at={bySla.data?.countedAt} again={again} />
      <KeptTable title="By SLA" first="SLA" rows={bySla.data?.rows} />
      <KeptTable title="By rep" first="Rep" rows={byRep.data?.rows} />
      <Pilot days={Math.min(366, Math.max(1, daysIn(span)))} />
    </>
  );
}

interface KeptTableProps {
  readonly title: string;
  readonly first: string;
  readonly rows: readonly Kept[] | undefined;
}

const KeptTable = ({ title, first, rows = [] }: KeptTableProps) => (
  <Panel title={title} about="For tasks that were opened in the period. A breach counts against the rep who had the task.">
    <DataTable<Kept>
      label={`SLAs ${title.toLowerCase()}`}
      rows={rows.toSorted((a, b) => b.breached - a.breached)}
      keyOf={({ value }) => value ?? ''}
      columns={[
        { title: first, of: ({ label }) => (label === 'none' ? 'Nobody' : label) },
        counted('Tasks', 'opened'),
        counted('In time', 'met'),
        counted('Breached', 'breached'),
        counted('Running', 'running'),
        { title: 'Kept', of: ({ attainment }) => share(attainment), text: ({ attainment }) => attainment, number: true },
        { title: 'Followed up', of: ({ followUp }) => share(followUp), text: ({ followUp }) => followUp, number: true },
        {
          title: 'First act, median',
          of: ({ medianHours }) => hours(medianHours),
          text: ({ medianHours }) => medianHours,
          number: true,
        },
        {
          title: 'Rungs reached',
          of: ({ label: whose, rungs }) => (
            <ul className={layout.row}>
              {rungs.map(({ label, count: times, people }) => (
                <li key={label}>
                  <Behind of={people} what={`${whose}: ${label}`}>
                    {count(times)}
                  </Behind>{' '}
                  <small>{label}</small>
                </li>
              ))}
            </ul>
          ),
          text: ({ rungs }) => rungs.map(({ label, count: times }) => `${label} ${times}`).join('; '),
        },
      ]}
      none={<Empty title="No task with an SLA was opened in this period.">Choose a longer period above.</Empty>}
    />
  </Panel>
);

const counted = (title: string, what: 'opened' | 'met' | 'breached' | 'running'): Column<Kept> => ({
  title,
  of: (row) => (
    <Behind of={row.people[what]} what={`${row.label}: ${title.toLowerCase()}`}>
      {count(row[what])}
    </Behind>
  ),
  text: (row) => row[what],
  number: true,
});

/** Each SLA of each team with its mode, and the observed tasks on which nobody has acted. */
function Pilot({ days }: { readonly days: number }) {
  const { data: pilot, isPending } = useQuery(api.team.pilot.queryOptions({ days }));
  const setMode = useSetMode();
  return (
    <>
      <Panel
        title="Observed or enforced"
        about="An observed SLA only records its rungs: nobody is told, and nothing changes hands. See what it would have done, then enforce it."
      >
        <DataTable<Piloted>
          label="Modes of SLAs"
          rows={pilot?.slas ?? []}
          busy={isPending}
          keyOf={({ team, sla }) => `${team} ${sla}`}
          columns={[
            { title: 'Team', of: ({ team }) => team },
            { title: 'SLA', of: ({ label }) => label },
            {
              title: 'Mode',
              of: ({ mode }) => <Tag tone={mode === 'enforce' ? 'good' : 'soon'}>{modes[mode]}</Tag>,
              text: ({ mode }) => mode,
            },
            { title: 'What happened', of: ({ inWords }) => inWords },
            {
              title: 'Change',
              of: ({ team, sla, mode }) => (
                <button onClick={() => setMode({ team, sla, mode: other(mode) })}>
                  {mode === 'enforce' ? 'Observe only' : 'Enforce it'}
                </button>
              ),
              text: () => '',
            },
          ]}
          none={
            <Empty title="No SLA ran in this period.">Each SLA of each team appears here once a task has run under it.</Empty>
          }
        />
      </Panel>
      {pilot && pilot.observed.length > 0 && (
        <Panel title="Observed, and nobody has acted" about="Nobody is told about these.">
          <DataTable<Observed>
            label="Observed tasks"
            rows={pilot.observed}
            keyOf={({ taskId }) => taskId}
            linkOf={({ lead }) => ({ to: '/leads/$lead', params: { lead: lead.id } })}
            columns={[
              { title: 'Lead', of: ({ lead }) => lead.email },
              { title: 'Rep', of: ({ rep }) => rep ?? 'nobody' },
              { title: 'SLA', of: ({ label }) => label },
              { title: 'Open since', of: ({ openedAt }) => <When at={openedAt} />, text: ({ openedAt }) => openedAt },
              { title: 'Would have happened', of: ({ wouldHaveFollowed }) => wouldHaveFollowed.join(', ') },
              {
                title: 'Task',
                of: ({ taskId }) => (
                  <Link to="/tasks/$task" params={{ task: taskId }}>
                    Open
                  </Link>
                ),
                text: ({ taskId }) => taskId,
              },
            ]}
            none={null}
          />
        </Panel>
      )}
    </>
  );
}

const modes = { enforce: 'enforced', observe: 'observed' } as const;

type Mode = keyof typeof modes;

const other = (mode: Mode): Mode => (mode === 'enforce' ? 'observe' : 'enforce');

/** Changes the mode of an SLA; undo is the same call with the mode before. */
function useSetMode() {
  const tell = useTell();
  const refresh = useTeamRefresh();
  const { mutate } = useMutation(api.team.mode.mutationOptions({ onError: tell.problem }));
  const set = (wanted: Inputs['team']['mode']) =>
    mutate(wanted, {
      onSuccess: ({ inWords, before }) => {
        tell.done(inWords, { undo: before === wanted.mode ? undefined : () => set({ ...wanted, mode: before }) });
        void refresh();
      },
    });
  return set;
}
