import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { counted } from '../../app/number.ts';
import { Panel } from '../../parts/panel.tsx';
import { problemInWords } from '../../parts/problem.tsx';
import layout from '../../style/layout.module.css';
import { FilePreview } from './file-preview.tsx';
import { Progress } from './progress.tsx';
import { sendFile, startOf, type FileOrder } from './send-file.ts';
import { useImport } from './use-import.ts';

type Basis = FileOrder['consentBasis'];

/** The consent bases in words, the weakest first. */
const bases: Readonly<Record<Basis, string>> = {
  none: 'Nothing is known: they are saved, but get no emails',
  legitimateInterest: 'Legitimate interest, where the law allows it',
  inquiry: 'They asked us something',
  customer: 'They are customers',
  optIn: 'They opted in',
  doubleOptIn: 'They opted in, and confirmed it',
};

const fileOf = (addresses: readonly string[]): File => new File([['Email', ...addresses].join('\n')], 'pasted.csv');

/** Chooses a file, shows what importing it would do, and imports it. Nothing is saved before “Import”. */
export function Upload() {
  const [file, setFile] = useState<File>();
  const [order, setOrder] = useState<FileOrder>({ source: '', consentBasis: 'none' });
  const run = useImport();
  const preview = useMutation({
    mutationFn: async (look: { file: File; order: FileOrder }) => {
      const start = await startOf(look.file);
      const read = await sendFile(start, { ...look.order, source: look.order.source || 'preview', dryRun: true });
      return { read, isWhole: start.size === look.file.size };
    },
  });
  const look = (chosen: File, changes: Partial<FileOrder> = {}) => {
    const wanted = { ...order, ...changes };
    setFile(chosen);
    setOrder(wanted);
    preview.mutate({ file: chosen, order: wanted });
  };
  const pasted = useLocation({ select: ({ state }) => state.pasted });
  const lookAt = useEffectEvent((addresses: readonly string[]) => look(fileOf(addresses), { source: 'pasted addresses' }));
  useEffect(() => {
    if (pasted) lookAt(pasted);
  }, [pasted]);
  const { source, consentBasis } = order;
  return (
    <Panel title="Import a file" about="CSV from any program. You will see what the import would do before anything is saved.">
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (file) run.begin(file, order);
        }}
      >
        <label>
          File
          <input
            type="file"
            accept=".csv,.txt,text/csv"
            required={file === undefined}
            disabled={run.isPending}
            onChange={({ target: { files } }) => {
              const [chosen] = files ?? [];
              if (chosen)
                look(chosen, { source: source || chosen.name.replace(/\.\w+$/, ''), mapping: undefined, ignore: undefined });
            }}
          />
        </label>
        {file && (
          <fieldset disabled={run.isPending} className={layout.stack}>
            <label>
              Where they come from
              <input required value={source} onChange={({ target }) => setOrder({ ...order, source: target.value })} />
            </label>
            <label>
              Consent basis for people without one in the file
              <select value={consentBasis} onChange={({ target }) => look(file, { consentBasis: target.value as Basis })}>
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
                  {...preview.data}
                  onMap={(mapping) => look(file, { mapping })}
                  onIgnore={(ignore) => look(file, { ignore })}
                />
                <button className="main" disabled={run.isPending || preview.isPending || preview.data.read.unclear.length > 0}>
                  Import{' '}
                  {preview.data.isWhole
                    ? counted(preview.data.read.created + preview.data.read.updated, 'lead')
                    : 'the whole file'}
                </button>
              </>
            )}
          </fieldset>
        )}
        {run.isPending && <Progress part={run.part} importId={run.importId} />}
      </form>
    </Panel>
  );
}
