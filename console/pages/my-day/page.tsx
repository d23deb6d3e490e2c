import { DayList } from './day-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TwoPanes } from '../../parts/two-panes.tsx';

/** A rep's day: the tasks that are due first come first. */
export function Page() {
  return (
    <TwoPanes list={<DayList />}>
      <Empty title="Choose a task.">
        Press <kbd>j</kbd> for the first one. Its call sheet opens here.
      </Empty>
    </TwoPanes>
  );
}
