import { useState, type ReactNode } from 'react';
import { Choice } from '../../../parts/choice.tsx';
import type { Lead } from '../lead.ts';

type Field = Lead['fields'][number];
type Value = string | number | boolean | null;

interface OwnFieldProps {
  readonly field: Field;
  /** Null deletes the value. */
  readonly onChange: (value: Value) => void;
}

/** A field of the app, entered as its kind asks for. */
export const OwnField = (props: OwnFieldProps) => inputs[props.field.kind](props);

const typed = (type: 'text' | 'number' | 'date') =>
  function Typed({ field: { label, value }, onChange }: OwnFieldProps) {
    return (
      <label>
        {label}
        <input
          type={type}
          step="any"
          defaultValue={value === undefined ? '' : String(value)}
          onChange={({ target }) =>
            onChange(target.value.trim() === '' ? null : type === 'number' ? target.valueAsNumber : target.value.trim())
          }
        />
      </label>
    );
  };

interface OneOfProps extends OwnFieldProps {
  readonly of: readonly { readonly code: string; readonly label: string; readonly value: Value }[];
}

function OneOf({ field: { label, value }, of, onChange }: OneOfProps) {
  const [chosen, choose] = useState(of.find((one) => one.value === value)?.code ?? '');
  return (
    <Choice
      label={label}
      of={of}
      value={chosen}
      onChange={(code) => {
        choose(code);
        onChange(of.find((one) => one.code === code)?.value ?? null);
      }}
      none="Not known"
      required={false}
    />
  );
}

const yesOrNo = [
  { code: 'yes', label: 'Yes', value: true },
  { code: 'no', label: 'No', value: false },
] as const;

const inputs: { readonly [Kind in Field['kind']]: (props: OwnFieldProps) => ReactNode } = {
  text: typed('text'),
  number: typed('number'),
  date: typed('date'),
  boolean: (props) => <OneOf {...props} of={yesOrNo} />,
  choice: (props) => <OneOf {...props} of={(props.field.choices ?? []).map((code) => ({ code, label: code, value: code }))} />,
};
