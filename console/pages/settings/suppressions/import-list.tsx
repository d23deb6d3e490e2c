import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Outputs } from '../../../app/api.ts';
import { counted } from '../../../app/number.ts';
import { textOfFile } from '../../../app/text-of-file.ts';
import { Panel } from '../../../parts/panel.tsx';
import { problemInWords } from '../../../parts/problem.tsx';
import { useTell } from '../../../parts/tell.tsx';
import layout from '../../../style/layout.module.css';

/** Takes in a list of people who must not be contacted. It says what the list would do before anything is saved. */
export function ImportList() {
  const [csv, setCsv] = useState<string>();
  const tell = useTell();
  const cache = useQueryClient();
  const look = useMutation(api.suppressions.import.mutationOptions());
  const run = useMutation(
    api.suppressions.import.mutationOptions({
      onSuccess: ({ closed, leads }) => {
        void cache.invalidateQueries(api.suppressions.pathFilter());
        void cache.invalidateQueries(api.leads.pathFilter());
        setCsv(undefined);
        look.reset();
        tell.done(
          `${counted(closed, 'line')} closed something that was open. This affects ${counted(leads, 'lead')} that we know.`,
        );
      },
      onError: tell.problem,
    }),
  );
  const good = look.data ? look.data.rows - look.data.bad : 0;
  return (
    <Panel
      title="Import a list"
      about="CSV with a column email, phone, domain or sha256, and optionally reason, channel and until. It adds no leads."
    >
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (csv !== undefined) run.mutate({ csv });
        }}
      >
        <label>
          List
          <input
            type="file"
            accept=".csv,.txt,text/csv"
            onChange={({ target: { files } }) => {
              const [file] = files ?? [];
              if (!file) return;
              void textOfFile(file).then((text) => {
                setCsv(text);
                look.mutate({ csv: text, dryRun: true });
              });
            }}
          />
        </label>
        <div role="status" className={layout.stack}>
          {look.error && <p>{problemInWords(look.error)}</p>}
          {look.data && <Found of={look.data} />}
        </div>
        <button className="main" disabled={csv === undefined || good === 0 || run.isPending} style={{ justifySelf: 'start' }}>
          {good > 0 ? `Close ${counted(good, 'line')}` : 'Close them'}
        </button>
      </form>
    </Panel>
  );
}

const Found = ({ of: { rows, bad, rejected, unused } }: { readonly of: Outputs['suppressions']['import'] }) => (
  <>
    <p>
      {counted(rows, 'line')}; {bad === 0 ? 'all can be read' : `${bad} can’t be read`}. Nothing is saved yet. You can’t undo here
      what people said themselves.
    </p>
    {rejected.length > 0 && (
      <ul>
        {rejected.slice(0, 10).map(({ line, reason }) => (
          <li key={line}>
            Line {line}: {reason}
          </li>
        ))}
      </ul>
    )}
    {unused.length > 0 && <p className="quiet">Not used: {unused.join(', ')}.</p>}
  </>
);
