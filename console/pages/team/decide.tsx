import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Inputs, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { Clock } from '../../parts/clock.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import styles from './decide.module.css';
import { GiveTo } from './give-to.tsx';

type Task = Outputs['tasks']['list']['items'][number];
type Decision = Omit<Inputs['tasks']['decide'], 'id' | 'taskId'>;

/** The tasks on which nobody acted until the last rung. The manager decides; if time runs out, the lead goes back to nurture. */
export function Decide() {
  const { data, error, isPending, fetchNextPage, hasNextPage } = usePages(api.tasks.list, { of: 'team', state: 'toDecide' });
  const tasks = data?.pages.flatMap((page) => page.items) ?? [];
  if (error) return <Problem error={error} />;
  return (
    <Panel
      title={`To decide${tasks.length > 0 ? `: ${tasks.length}${hasNextPage ? '+' : ''}` : ''}`}
      about="These reached the last rung, and nobody acted. When the time is over, the lead goes back to nurture by itself."
    >
      {isPending && <Waiting lines={2} />}
      {!isPending && tasks.length === 0 && (
        <p className="quiet">Nothing. A task appears here when its rep has let every rung of its SLA pass.</p>
      )}
      <ul className={styles.cards} aria-label="To decide">
        {tasks.map((task) => (
          <Card key={task.taskId} task={task} />
        ))}
      </ul>
      {hasNextPage && <button onClick={() => void fetchNextPage()}>Show more</button>}
    </Panel>
  );
}

function Card({ task: { taskId, lead, label, because, words, assignee, team, dueAt, since } }: { readonly task: Task }) {
  const [giving, setGiving] = useState(false);
  const decide = useDecide(taskId);
  return (
    <li className={styles.card}>
      <div className={layout.row}>
        <Link to="/leads/$lead" params={{ lead: lead.leadId }}>
          <strong>{lead.name}</strong>
        </Link>
        <Clock dueAt={dueAt} since={since} />
      </div>
      <small>{[lead.title, lead.company].filter(Boolean).join(', ')}</small>
      <p>
        {assignee?.name ?? 'Nobody'}: {label}, {because}
      </p>
      {words && <blockquote>{words}</blockquote>}
      <Rungs taskId={taskId} />
      {giving ? (
        <GiveTo
          team={team}
          not={assignee?.repId}
          busy={decide.isPending}
          onGive={(to) => decide.mutate({ decision: 'reassign', to })}
          onCancel={() => setGiving(false)}
        />
      ) : (
        <div className={layout.row}>
          <button disabled={decide.isPending} onClick={() => decide.mutate({ decision: 'keep' })}>
            Keep with {assignee?.name ?? 'the team'}
          </button>
          <button disabled={decide.isPending} onClick={() => setGiving(true)}>
            Give to…
          </button>
          <button disabled={decide.isPending} onClick={() => decide.mutate({ decision: 'recycle' })}>
            Back to nurture
          </button>
        </div>
      )}
    </li>
  );
}

/** The rungs that the task has passed. */
function Rungs({ taskId }: { readonly taskId: string }) {
  const { data } = useQuery(api.tasks.get.queryOptions({ taskId }));
  const rungs = data?.clock?.reached ?? [];
  if (rungs.length === 0) return null;
  return (
    <details>
      <summary>What happened ({rungs.length})</summary>
      <ol>
        {rungs.map(({ label, at }, nth) => (
          <li key={nth}>
            <small>
              <Minute at={at} />
            </small>{' '}
            {label}
          </li>
        ))}
      </ol>
    </details>
  );
}

function useDecide(taskId: string) {
  const tell = useTell();
  const cache = useQueryClient();
  const { mutate, ...act } = useMutation(
    api.tasks.decide.mutationOptions({
      onSuccess: async ({ text }) => {
        tell.done(text);
        await Promise.all([cache.invalidateQueries(api.tasks.pathFilter()), cache.invalidateQueries(api.team.pathFilter())]);
      },
      onError: tell.problem,
    }),
  );
  return { ...act, mutate: (decision: Decision) => mutate({ ...decision, taskId }) };
}
