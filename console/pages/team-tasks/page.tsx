import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { upperFirst } from '../../../domain/text/words.ts';
import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { Clock } from '../../parts/clock.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { May } from '../../parts/may.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { Give } from './give.tsx';
import { NOBODY, teamTasksSearch, type TeamTasksSearch } from './search.ts';

type Task = Outputs['tasks']['list']['items'][number];

/** The open tasks of the team or of one rep; the manager can give each to somebody else. */
export function Page() {
  const { rep, due } = useSearch({ from: '/team/tasks' });
  const navigate = useNavigate();
  const { data: load } = useQuery(api.team.load.queryOptions());
  const list = usePages(api.tasks.list, { of: tasksOf(rep), due });
  const tasks = list.data?.pages.flatMap((page) => page.items) ?? [];
  const reps = load?.reps ?? [];
  const show = (search: TeamTasksSearch) => void navigate({ to: '/team/tasks', search: { rep, due, ...search }, replace: true });
  return (
    <>
      <PageHead
        title={rep === NOBODY ? 'Tasks that nobody has' : (reps.find(({ id }) => id === rep)?.name ?? 'Tasks of the team')}
        about="Open tasks, in the order in which they are due."
      >
        <label>
          <span className="visually-hidden">Whose</span>
          <select value={rep ?? ''} onChange={({ target }) => show({ rep: target.value || undefined })}>
            <option value="">The whole team</option>
            <option value={NOBODY}>Nobody: {load?.nobody.reduce((sum, { open }) => sum + open, 0) ?? 0}</option>
            {reps.map(({ id, name, open }) => (
              <option key={id} value={id}>
                {name}: {open}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="visually-hidden">Due</span>
          <select value={due ?? ''} onChange={({ target }) => show(teamTasksSearch({ rep, due: target.value }))}>
            <option value="">Any due time</option>
            <option value="now">Overdue</option>
            <option value="today">Due within 24 hours</option>
          </select>
        </label>
      </PageHead>
      <div className={layout.page}>
        {list.error ? (
          <Problem error={list.error} reset={() => void list.refetch()} />
        ) : (
          <DataTable<Task>
            label="Tasks"
            rows={tasks}
            busy={list.isPending}
            keyOf={({ taskId }) => taskId}
            linkOf={({ taskId }) => ({ to: '/tasks/$task', params: { task: taskId } })}
            columns={[
              { title: 'Lead', of: ({ lead }) => lead.name },
              { title: 'Company', of: ({ lead }) => lead.company },
              { title: 'Task', of: ({ label, because }) => `${upperFirst(label)}: ${because}` },
              { title: 'Clock', of: ({ dueAt, since }) => <Clock dueAt={dueAt} since={since} />, text: ({ dueAt }) => dueAt },
              { title: 'Opened', of: ({ openedAt }) => <When at={openedAt} />, text: ({ openedAt }) => openedAt },
              { title: 'Attempts', of: ({ attempts }) => attempts, number: true },
              {
                title: 'Who',
                of: ({ assignee }) => assignee?.name ?? <Tag tone="soon">nobody has it</Tag>,
                text: ({ assignee }) => assignee?.name,
              },
              {
                title: 'Give',
                of: (task) => (
                  <May call="tasks.assign">
                    <Give task={task} />
                  </May>
                ),
                text: () => '',
              },
            ]}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            none={<Empty title="No open task.">A task appears here as soon as a lead is ready for this team.</Empty>}
          />
        )}
      </div>
    </>
  );
}

const tasksOf = (rep: string | undefined) => (rep === undefined ? 'team' : rep === NOBODY ? NOBODY : { rep });
