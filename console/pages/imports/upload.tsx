import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Inputs } from '../../app/api.ts';
import { textOfFile } from '../../app/text-of-file.ts';
import { Panel } from '../../parts/panel.tsx';
import { problemInWords } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import { FilePreview } from './file-preview.tsx';

type Order = Omit<Inputs['imports']['preview'], 'csv'>;
type Basis = NonNullable<Order['consentBasis']>;

/** The consent bases in words, the weakest first. */
const bases: Readonly<Record<Basis, string>> = {
  none: 'Nothing is known: they are saved, and get no emails',
  legitimateInterest: 'Legitimate interest, where the law allows it',
  inquiry: 'They asked us something',
  customer: 'They are customers',
  optIn: 'They opted in',
  doubleOptIn: 'They opted in, and confirmed it',
};

/** Chooses a file, shows what importing it would do, and imports it. Nothing is saved before “Import”. */
export function Upload() {
  const [csv, setCsv] = useState<string>();
  const [order, setOrder] = useState<Order>({ source: '', consentBasis: 'none' });
  const tell = useTell();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const preview = useMutation(api.imports.preview.mutationOptions());
  const run = useMutation(
    api.imports.run.mutationOptions({
      onSuccess: async ({ importId }) => {
        void cache.invalidateQueries(api.imports.pathFilter());
        tell.done('The file is imported.');
        await navigate({ to: '/imports/$import', params: { import: importId } });
      },
      onError: tell.problem,
    }),
  );
  const look = (text: string, changes: Partial<Order> = {}) => {
    const wanted = { ...order, ...changes };
    setCsv(text);
    setOrder(wanted);
    preview.mutate({ ...wanted, csv: text, source: wanted.source || undefined });
  };
  const { source = '', consentBasis = 'none' } = order;
  return (
    <Panel title="Import a file" about="CSV from any program. You see what it would do; nothing is saved before you say so.">
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (csv !== undefined) run.mutate({ ...order, file: { csv }, source, consentBasis });
        }}
      >
        <label>
          File
          <input
            type="file"
            accept=".csv,.txt,text/csv"
            required
            onChange={({ target: { files } }) => {
              const [file] = files ?? [];
              if (file)
                void textOfFile(file).then((text) =>
                  look(text, { source: source || file.name.replace(/\.\w+$/, ''), mapping: undefined, ignore: undefined }),
                );
            }}
          />
        </label>
        {csv !== undefined && (
          <>
            <label>
              Where they come from
              <input required value={source} onChange={({ target }) => setOrder({ ...order, source: target.value })} />
            </label>
            <label>
              On what basis we may write to those of whom the file says nothing
              <select value={consentBasis} onChange={({ target }) => look(csv, { consentBasis: target.value as Basis })}>
                {Object.entries(bases).map(([basis, words]) => (
                  <option key={basis} value={basis}>
                    {words}
                  </option>
                ))}
              </select>
            </label>
            {preview.error && <p role="alert">{problemInWords(preview.error)}</p>}
            {preview.isPending && <p role="status">Reading the file…</p>}
            {preview.data && (
              <>
                <FilePreview
                  read={preview.data}
                  onMap={(mapping) => look(csv, { mapping: mapping as Order['mapping'] })}
                  onIgnore={(ignore) => look(csv, { ignore })}
                />
                <button className="main" disabled={run.isPending || preview.isPending || preview.data.unclear.length > 0}>
                  Import {preview.data.created + preview.data.updated} leads
                </button>
              </>
            )}
          </>
        )}
      </form>
    </Panel>
  );
}
