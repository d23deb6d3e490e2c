import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { useAct } from '../../app/use-act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { AudienceWords } from '../../parts/audience-words.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import layout from '../../style/layout.module.css';
import { AddFilter } from './add-filter.tsx';
import styles from './leads.module.css';
import { audienceOf, termsOf } from './terms.ts';

interface FilterProps {
  /** An audience in words, such as `stage is mql and country is NL`; everybody, if it is missing. */
  readonly where: string | undefined;
  readonly onChange: (where: string | undefined) => void;
}

/** What the list is narrowed to: each term with a button that removes it, and three ways to add one: choose, write, open a segment. */
export function Filter({ where, onChange }: FilterProps) {
  const terms = termsOf(where ?? '');
  const [writing, setWriting] = useState(false);
  return (
    <div className={layout.stack}>
      {terms.length > 0 && (
        <ul className={layout.row} aria-label="Filters">
          {terms.map((term) => (
            <li key={term} className={styles.chip}>
              <AudienceWords of={term} />
              <button
                className="bare"
                aria-label={`Remove ${term}`}
                onClick={() => onChange(audienceOf(terms.filter((one) => one !== term)))}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={layout.row}>
        <AddFilter onAdd={(term) => onChange(audienceOf([...terms, term]))} />
        <Segments where={where} onChange={onChange} />
        <button className="bare" aria-expanded={writing} onClick={() => setWriting(!writing)}>
          Write it
        </button>
      </div>
      {writing && <Written key={where} where={where} onChange={onChange} />}
    </div>
  );
}

function Written({ where, onChange }: FilterProps) {
  const [text, setText] = useState(where ?? '');
  return (
    <form
      className={layout.row}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim() || undefined);
      }}
    >
      <label className={layout.grow}>
        <span className="visually-hidden">Which leads</span>
        <input
          value={text}
          placeholder="Everybody, or an audience in words: country is NL and clicked within 30 days"
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button>Show</button>
    </form>
  );
}

/** Audiences that were saved with a name, and a way to save this one. */
function Segments({ where, onChange }: FilterProps) {
  const may = useMay();
  const { data: segments } = useQuery({ ...api.segments.list.queryOptions({ limit: 200 }), enabled: may('segments.list') });
  const [saving, setSaving] = useState(false);
  const names = (segments?.items ?? []).map(({ name }) => name);
  return (
    <>
      {names.length > 0 && (
        <label>
          <span className="visually-hidden">Segment</span>
          <select value="" onChange={({ target }) => onChange(`in segment "${target.value}"`)}>
            <option value="">Open a segment</option>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {where !== undefined && may('segments.save') && <button onClick={() => setSaving(true)}>Save as a segment…</button>}
      {saving && where !== undefined && <SaveSegment audience={where} onClose={() => setSaving(false)} />}
    </>
  );
}

function SaveSegment({ audience, onClose }: { readonly audience: string; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const act = useAct(onClose);
  const save = async () => {
    const { next } = await client.segments.save.mutate({ name, audience });
    const remove = async () => {
      await client.segments.remove.mutate({ name });
      return { words: `The segment “${name}” no longer exists.` };
    };
    return { words: next, undo: remove };
  };
  return (
    <Dialog title="Save as a segment" open onClose={onClose}>
      <ActForm
        says="A segment saves the filter, not today’s leads: leads that match later are in it, too."
        button="Save"
        busy={act.isPending}
        onSubmit={() => act.mutate(save)}
        onCancel={onClose}
      >
        <label>
          Name
          <input required autoFocus value={name} onChange={({ target }) => setName(target.value)} />
        </label>
      </ActForm>
    </Dialog>
  );
}
