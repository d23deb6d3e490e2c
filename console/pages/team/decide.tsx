import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, type Inputs, type Outputs } from '../../app/api.ts';
import { useKeys } from '../../app/keys.ts';
import { useOnce } from '../../app/use-once.ts';
import { usePages } from '../../app/use-pages.ts';
import { Clock } from '../../parts/clock.tsx';
import { useFocusIn } from '../../parts/focus-in.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { useTeamRefresh } from './back.ts';
import styles from './decide.module.css';
import { GiveTo } from './give-to.tsx';

type Task = Outputs['tasks']['list']['items'][number];
type Decision = Omit<Inputs['tasks']['decide'], 'id' | 'taskId'>;

/** The tasks on which nobody acted until the last rung. The manager decides; if time runs out, the lead goes back to nurture. */
export function Decide() {
  const { data, error, isPending, fetchNextPage, hasNextPage } = usePages(api.tasks.list, { of: 'team', state: 'toDecide' });
  const tasks = data?.pages.flatMap((page) => page.items) ?? [];
  const cards = useRef<HTMLUListElement>(null);
  const focus = useFocusIn(
    cards,
    tasks.map(({ taskId }) => taskId),
    undefined,
    () => {},
  );
  const go = (by: number) => tasks.length > 0 && focus.on(Math.min(tasks.length - 1, Math.max(0, focus.at() + by)));
  const isIn = () => cards.current?.contains(document.activeElement) === true;
  useKeys({ j: () => go(isIn() ? 1 : 0), k: () => go(isIn() ? -1 : 0) });
  if (error) return <Problem error={error} />;
  return (
    <Panel
      title={`To decide${tasks.length > 0 ? `: ${tasks.length}${hasNextPage ? '+' : ''}` : ''}`}
      about="These reached the last rung, and nobody acted. When the time is over, the lead goes back to nurture by itself; the rep who keeps or gets it has the whole time again."
    >
      {isPending && <Waiting lines={2} />}
      {!isPending && tasks.length === 0 && (
        <p className="quiet">Nothing. A task appears here when its rep has let every rung of its SLA pass.</p>
      )}
      <ul ref={cards} className={styles.cards} aria-label="To decide">
        {tasks.map((task, index) => (
          <Card key={task.taskId} task={task} index={index} onFocus={() => focus.moved(index)} />
        ))}
      </ul>
      {hasNextPage && <button onClick={() => void fetchNextPage()}>Show more</button>}
    </Panel>
  );
}

interface CardProps {
  readonly task: Task;
  readonly index: number;
  readonly onFocus: () => void;
}

/** A task with its three ways on; while the card has the focus, a digit chooses one. */
function Card({ task, index, onFocus }: CardProps) {
  const { taskId, lead, label, because, words, assignee, team, dueAt, since } = task;
  const [isHere, setHere] = useState(false);
  const [giving, setGiving] = useState(false);
  const { decide, isPending } = useDecide(task);
  const keep = () => decide({ decision: 'keep' });
  const recycle = () => decide({ decision: 'recycle' });
  useKeys(isHere ? { '1': keep, '2': () => setGiving(true), '3': recycle } : {});
  return (
    <li
      data-index={index}
      className={styles.card}
      onFocus={() => {
        setHere(true);
        onFocus();
      }}
      onBlur={() => setHere(false)}
    >
      <div className={layout.row}>
        <Link to="/leads/$lead" params={{ lead: lead.leadId }} data-opens>
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
      <div className={layout.row}>
        <button onClick={keep}>
          <kbd>1</kbd> Keep with {assignee?.name ?? 'the team'}
        </button>
        <GiveTo
          team={team}
          not={assignee?.repId}
          busy={isPending}
          asking={giving}
          onAsk={setGiving}
          hint="2"
          onGive={(to) => decide({ decision: 'reassign', to })}
        />
        <button onClick={recycle}>
          <kbd>3</kbd> Back to nurture
        </button>
      </div>
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

/** Decides once; a colleague who got the task gives it back. */
function useDecide({ taskId, assignee }: Task) {
  const tell = useTell();
  const refresh = useTeamRefresh();
  const giveBack = useMutation(
    api.tasks.assign.mutationOptions({
      onSuccess: ({ text }) => (tell.done(text), void refresh()),
      onError: tell.problem,
    }),
  );
  const act = useMutation(
    api.tasks.decide.mutationOptions({
      onSuccess: async ({ text }, { decision }) => {
        const undo = decision === 'reassign' && assignee ? () => giveBack.mutate({ taskId, to: assignee.repId }) : undefined;
        tell.done(text, { undo });
        await refresh();
      },
      onError: tell.problem,
    }),
  );
  const once = useOnce(act);
  return { isPending: act.isPending, decide: (decision: Decision) => once({ ...decision, taskId }) };
}
