import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { TwoPanes } from '../../parts/two-panes.tsx';
import { DayList } from './day-list.tsx';
import { useOpenTask } from './use-open-task.ts';

/** A rep's tasks, beside the one that is open. Everybody else sees a task alone. */
export function Page() {
  const { data: me } = useSuspenseQuery(api.people.me.queryOptions());
  const openTask = useOpenTask();
  if (me.repId === undefined) return <Outlet />;
  return (
    <TwoPanes list={<DayList />} open={openTask !== undefined}>
      <Outlet />
    </TwoPanes>
  );
}
