import { useQuery } from '@tanstack/react-query';
import { useMatchRoute } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { Clock, useNow } from '../../parts/clock.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Figures } from '../../parts/figures.tsx';
import { KeyList } from '../../parts/key-list.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { inWords } from '../../app/time.ts';
import styles from './day-list.module.css';

type Task = Outputs['tasks']['list']['items'][number];

/** My open tasks and those of my team that nobody has, with three numbers about them. */
export function DayList() {
  const { data, error, isPending, fetchNextPage, hasNextPage, refetch } = usePages(api.tasks.list, { of: 'me' });
  const openTask = useOpenTask();
  const tasks = data?.pages.flatMap((page) => page.items) ?? [];
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  return (
    <>
      <PageHead title="My day" />
      <div className={styles.numbers}>
        <Numbers tasks={tasks} more={hasNextPage} />
      </div>
      {isPending ? (
        <Waiting />
      ) : tasks.length === 0 ? (
        <Empty title="Nothing is due.">A task comes here as soon as a lead is ready for you, and an email tells you of it.</Empty>
      ) : (
        <KeyList
          label="My tasks"
          items={tasks}
          keyOf={({ taskId }) => taskId}
          linkOf={({ taskId }) => ({ to: '/tasks/$task', params: { task: taskId } })}
          openKey={openTask}
          more={hasNextPage ? () => void fetchNextPage() : undefined}
        >
          {(task) => <Line task={task} />}
        </KeyList>
      )}
    </>
  );
}

/** The task that is open beside the list. */
function useOpenTask(): string | undefined {
  const match = useMatchRoute()({ to: '/tasks/$task' });
  return match === false ? undefined : match.task;
}

function Numbers({ tasks, more }: { readonly tasks: readonly Task[]; readonly more: boolean }) {
  const { data: closed } = useQuery(api.tasks.list.queryOptions({ of: 'me', state: 'closed', limit: 200 }));
  const now = useNow();
  const late = tasks.filter(({ isOverdue }) => isOverdue).length;
  const today = tasks.filter(({ dueAt }) => dueAt !== undefined && Date.parse(dueAt) < now + DAY_MS).length;
  const done = closed?.items.filter(({ closedAt }) => closedAt !== undefined && Date.parse(closedAt) > now - DAY_MS).length;
  const atLeast = more ? '+' : '';
  return (
    <Figures
      of={[
        { label: 'Late', value: `${late}${atLeast}`, tone: late > 0 ? 'late' : 'plain' },
        { label: 'Due today', value: `${today}${atLeast}` },
        { label: 'Done today', value: done ?? '–' },
      ]}
    />
  );
}

const DAY_MS = 86_400_000;

function Line({ task: { lead, label, because, trigger, words, attempts, assignee, dueAt, since } }: { readonly task: Task }) {
  return (
    <div className={styles.line}>
      <strong className={styles.name}>{lead.name}</strong>
      <Clock dueAt={dueAt} since={since} />
      <small className={styles.who}>{[lead.title, lead.company].filter(Boolean).join(', ')}</small>
      <span className={styles.why}>
        {label}: {because}
        {trigger?.at && `, ${inWords(trigger.at)}`}
      </span>
      {words && <q className={styles.words}>{words}</q>}
      <small className={styles.more}>
        {[attempts > 0 && `${attempts} attempts`, `their time: ${lead.localTime}`].filter(Boolean).join(' · ')}{' '}
        {!assignee && <Tag tone="soon">nobody has it</Tag>}
      </small>
    </div>
  );
}
