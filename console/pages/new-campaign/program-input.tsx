import type { Inputs, Outputs } from '../../app/api.ts';

type Wanted = Outputs['programs']['list'][number]['input'][number];
type Values = NonNullable<Inputs['campaigns']['draft']['input']>;
type Value = Values[string];

interface ProgramInputProps {
  readonly wanted: readonly Wanted[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}

/** What a program takes from its campaign, such as the date of a webinar. */
export const ProgramInput = ({ wanted, values, onChange }: ProgramInputProps) =>
  wanted.map((one) => (
    <label key={one.name}>
      {one.label}
      <Field one={one} value={values[one.name]} onChange={(value) => onChange({ ...values, [one.name]: value })} />
      <small>
        {one.wants}
        {one.standard !== undefined && `; default: ${String(one.standard)}`}
      </small>
    </label>
  ));

interface FieldProps {
  readonly one: Wanted;
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
}

const Field = ({ one: { kind, standard }, value, onChange }: FieldProps) =>
  kind === 'boolean' ? (
    <input type="checkbox" checked={value === true} onChange={({ target }) => onChange(target.checked)} />
  ) : (
    <input
      required={standard === undefined}
      type={kind === 'whole' ? 'number' : 'text'}
      value={String(value ?? '')}
      onChange={({ target }) => onChange(kind === 'whole' ? target.valueAsNumber : target.value)}
    />
  );
