import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import type { PeriodSearch } from '../../app/period.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PeriodChoice } from '../../parts/period-choice.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import layout from '../../style/layout.module.css';
import { Agreement } from './agreement.tsx';
import { Decide } from './decide.tsx';
import { Reps } from './reps.tsx';
import { views, WEEK_DAYS, type View } from './search.ts';
import { Slas } from './slas.tsx';

/** Who has how much to do, what waits for the manager, and how the SLAs are kept. */
export function Page() {
  const { view = 'load', days, from, to } = useSearch({ from: '/team' });
  const navigate = useNavigate();
  const isOwn = from !== undefined || to !== undefined;
  const period = { days: days ?? (isOwn ? undefined : WEEK_DAYS), from, to };
  return (
    <>
      <PageHead title="Team">
        <PeriodChoice
          of={period}
          onChange={(chosen) => void navigate({ to: '/team', search: { view, ...chosen }, replace: true })}
        />
      </PageHead>
      <div className={layout.page}>
        <Tabs
          label="Team"
          of={Object.entries(views).map(([name, label]) => ({
            label,
            to: { to: '/team', search: { days, from, to, view: name as View } },
            isOpen: name === view,
          }))}
        />
        {view === 'load' && <Load period={period} />}
        {view === 'slas' && <Slas period={period} />}
        {view === 'agreement' && <Agreement period={period} />}
      </div>
    </>
  );
}

/** An invited manager is in no team, and an administrator sees them all. */
function Load({ period }: { readonly period: PeriodSearch }) {
  const { data: me } = useQuery(api.people.me.queryOptions());
  if (!me) return <Waiting />;
  if (me.role === 'manager' && me.repId === undefined)
    return (
      <Empty title="You have no team.">
        The staff file says who manages a team. The other parts of this page show all teams.
      </Empty>
    );
  return (
    <>
      <Decide />
      <Reps period={period} />
    </>
  );
}
