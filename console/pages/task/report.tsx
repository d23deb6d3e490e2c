import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useKeys } from '../../app/keys.ts';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import type { Sheet } from './sheet.ts';
import { ReportForm } from './report-form.tsx';
import styles from './report.module.css';

export type Choice = Sheet['mayReport'][number];

/** What a rep can report. What needs nothing more is reported by one key; anything else opens its form. */
export function Report({ sheet }: { readonly sheet: Sheet }) {
  const { taskId, state, mayReport, outcome } = sheet;
  const [chosen, choose] = useState<Choice>();
  const report = useReport(taskId);
  const claim = useClaim();
  const press = (choice: Choice) =>
    needsNothing(choice) ? report.mutate({ taskId, disposition: choice.disposition }) : choose(choice);
  useKeys(
    Object.fromEntries([
      ...mayReport.slice(0, 9).map((choice, index) => [String(index + 1), () => press(choice)]),
      ['Escape', () => choose(undefined)],
    ]),
  );
  if (state !== 'open') return <p>This task is closed. {outcome && `Its outcome: ${outcome}.`}</p>;
  if (chosen)
    return (
      <ReportForm
        key={chosen.disposition}
        sheet={sheet}
        choice={chosen}
        busy={report.isPending}
        onReport={(details) => report.mutate({ taskId, ...details })}
        onBack={() => choose(undefined)}
      />
    );
  return (
    <Panel
      title="How was it?"
      about="You can take a report back for ten minutes."
      actions={!sheet.assignee && <button onClick={() => claim.mutate({ taskId })}>Take this task</button>}
    >
      <div className={styles.menu}>
        {mayReport.map((choice, index) => (
          <button key={choice.disposition} disabled={report.isPending} onClick={() => press(choice)}>
            {index < 9 && <kbd>{index + 1}</kbd>} {choice.label}
          </button>
        ))}
      </div>
    </Panel>
  );
}

const needsNothing = ({ requires, reasons, reasonIsOptional }: Choice): boolean =>
  requires.length === 0 && (reasons.length === 0 || reasonIsOptional);

/** Reports, says what happens next, and goes back to the list; undo brings the task back. */
function useReport(taskId: string) {
  const tell = useTell();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const undo = useMutation(
    api.tasks.undo.mutationOptions({
      onSuccess: async ({ next, remains }) => {
        await refresh();
        tell.done([next, ...remains].join(' '));
        await navigate({ to: '/tasks/$task', params: { task: taskId } });
      },
      onError: tell.problem,
    }),
  );
  return useMutation(
    api.tasks.report.mutationOptions({
      onSuccess: async ({ text }) => {
        await refresh();
        tell.done(text, { undo: () => undo.mutate({ taskId }) });
        await navigate({ to: '/my-day' });
      },
      onError: tell.problem,
    }),
  );
}

function useClaim() {
  const tell = useTell();
  const refresh = useRefresh();
  return useMutation(
    api.tasks.claim.mutationOptions({
      onSuccess: async () => {
        await refresh();
        tell.done('The task is yours.');
      },
      onError: tell.problem,
    }),
  );
}

/** Everything that a report changes is asked for again. */
function useRefresh() {
  const cache = useQueryClient();
  return async () => {
    await Promise.all([cache.invalidateQueries(api.tasks.pathFilter()), cache.invalidateQueries(api.leads.pathFilter())]);
  };
}
