interface ChoiceProps {
  readonly label: string;
  readonly of: readonly { readonly code: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** What it shows while nothing is chosen. */
  readonly none?: string;
  readonly required?: boolean;
}

/** A list to choose one of. */
export const Choice = ({ label, of, value, onChange, none = 'Choose', required = true }: ChoiceProps) => (
  <label>
    {label}
    <select required={required} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{none}</option>
      {of.map(({ code, label: name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  </label>
);
