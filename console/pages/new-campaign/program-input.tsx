import type { Inputs, Outputs } from '../../app/api.ts';

type Wanted = Outputs['programs']['list'][number]['input'];
type Values = NonNullable<Inputs['campaigns']['draft']['input']>;

interface ProgramInputProps {
  readonly wanted: Wanted;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}

/** What a program takes from its campaign, such as the date of a webinar. */
export const ProgramInput = ({ wanted, values, onChange }: ProgramInputProps) =>
  wanted.map(({ name, label, kind, wants, standard }) => (
    <label key={name}>
      {label}
      <input
        required={standard === undefined}
        type={kind === 'whole' ? 'number' : 'text'}
        placeholder={wants}
        value={String(values[name] ?? '')}
        onChange={({ target: { value, valueAsNumber } }) =>
          onChange({ ...values, [name]: kind === 'whole' ? valueAsNumber : value })
        }
      />
      <small>
        {wants}
        {standard !== undefined && `; ${String(standard)} if nothing is said`}
      </small>
    </label>
  ));
