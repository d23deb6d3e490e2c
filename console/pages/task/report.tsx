import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useKeys } from '../../app/keys.ts';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import { ReportForm } from './report-form.tsx';
import styles from './report.module.css';
import type { ReportDetails, Sheet } from './sheet.ts';
import { useRefresh, useReport } from './use-report.ts';

export type Choice = Sheet['mayReport'][number];

/** What a rep can report. What needs nothing more is reported by one key; anything else opens its form. */
export function Report({ sheet }: { readonly sheet: Sheet }) {
  const { taskId, state, mayReport, outcome } = sheet;
  const { show, called } = useSearch({ from: '/day' });
  const [chosen, choose] = useState<Choice>();
  const navigate = useNavigate();
  const report = useReport();
  const claim = useClaim();
  const toTheList = () => void navigate({ to: '/my-day', search: { show } });
  const press = (choice: Choice) => {
    if (!needsNothing(choice)) return choose(choice);
    report.mutate({ taskId, disposition: choice.disposition });
    toTheList();
  };
  // What somebody has typed stays until it is saved.
  const send = (details: ReportDetails) => report.mutate({ taskId, ...details }, { onSuccess: toTheList });
  useKeys(
    Object.fromEntries([
      ...mayReport.slice(0, 9).map((choice, index) => [String(index + 1), () => press(choice)]),
      ['Escape', () => (chosen ? choose(undefined) : toTheList())],
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
        onReport={send}
        onBack={() => choose(undefined)}
      />
    );
  return (
    <Panel
      title="How was it?"
      about="You can undo a report within ten minutes."
      actions={!sheet.assignee && <button onClick={() => claim.mutate({ taskId })}>Take this task</button>}
    >
      <div className={styles.menu} data-big={called}>
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
