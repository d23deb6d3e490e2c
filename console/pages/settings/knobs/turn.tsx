import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { api, type Inputs } from '../../../app/api.ts';
import { counted } from '../../../app/number.ts';
import { problemInWords } from '../../../parts/problem.tsx';
import { useTell } from '../../../parts/tell.tsx';
import layout from '../../../style/layout.module.css';
import type { Knobs } from './knobs.ts';
import { useRevert } from './revert.ts';
import { changeInWords, valueInWords } from './value.ts';

type Values = Inputs['programs']['turn']['knobs'];

interface TurnProps {
  readonly program: string;
  readonly of: Knobs;
}

/** Turns knobs. It says what would become different, and for how many leads, before anything changes. */
export function Turn({ program, of: { knobs, values } }: TurnProps) {
  const [said, setSaid] = useState<Values>({});
  const [because, setBecause] = useState('');
  const asked = useDeferredValue(said);
  const isAsked = Object.keys(asked).length > 0;
  const preview = useQuery({
    ...api.programs.preview.queryOptions({ program, knobs: asked }),
    enabled: isAsked,
    retry: false,
  });
  const turn = useTurn();
  const after = preview.data?.after ?? {};
  const changes = Object.keys(after).length > 0;
  return (
    <form
      className={layout.stack}
      onSubmit={(event) => {
        event.preventDefault();
        turn.mutate({ program, knobs: said, because });
      }}
    >
      <div className={layout.halves}>
        {knobs.map((knob) => (
          <Field
            key={knob.name}
            knob={knob}
            value={said[knob.name] ?? values[knob.name] ?? (knob.standard as Values[string])}
            onChange={(value) => setSaid({ ...said, [knob.name]: value })}
          />
        ))}
        <label>
          Why
          <input required value={because} onChange={({ target }) => setBecause(target.value)} />
        </label>
      </div>
      <p role="status">
        {!isAsked ? (
          <span className="quiet">Change a value to see whom it affects. Nothing changes before you press the button.</span>
        ) : preview.error ? (
          problemInWords(preview.error)
        ) : !preview.data ? (
          <span className="quiet">Looking…</span>
        ) : changes ? (
          `${changeInWords(knobs, preview.data.before, after)}. ${counted(preview.data.leads, 'lead')} would get it, at their next wait or track.`
        ) : (
          'It already has this value.'
        )}
      </p>
      <button className="main" disabled={!changes || preview.isFetching || turn.isPending} style={{ justifySelf: 'start' }}>
        {changes && preview.data ? `Turn for ${counted(preview.data.leads, 'lead')}` : 'Turn'}
      </button>
    </form>
  );
}

function useTurn() {
  const tell = useTell();
  const { refresh, revert } = useRevert();
  return useMutation(
    api.programs.turn.mutationOptions({
      onSuccess: ({ leads, changeId }) => {
        refresh();
        tell.done(`The knob is turned. ${counted(leads, 'lead')} will get the value at their next wait or track.`, {
          undo: changeId === undefined ? undefined : () => revert.mutate({ changeId }),
        });
      },
      onError: tell.problem,
    }),
  );
}

interface FieldProps {
  readonly knob: Knobs['knobs'][number];
  readonly value: Values[string];
  readonly onChange: (value: Values[string]) => void;
}

const Field = ({ knob: { label, kind, wants }, value, onChange }: FieldProps) =>
  kind === 'boolean' ? (
    <label>
      <input type="checkbox" checked={value === true} onChange={({ target }) => onChange(target.checked)} /> {label}
    </label>
  ) : (
    <label>
      {label}
      <input
        required
        type={kind === 'whole' ? 'number' : 'text'}
        value={valueInWords(value)}
        onChange={({ target }) => onChange(kind === 'whole' ? target.valueAsNumber || 0 : target.value)}
      />
      <small>{wants}</small>
    </label>
  );
