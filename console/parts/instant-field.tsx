interface InstantFieldProps {
  readonly label: string;
  /** The time as it is entered, such as `2026-12-24T09:00`. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** An instant, entered in the time of this browser. */
export const InstantField = ({ label, value, onChange }: InstantFieldProps) => (
  <label>
    {label}
    <input type="datetime-local" required value={value} onChange={({ target }) => onChange(target.value)} />
  </label>
);

/** What was entered, as ISO 8601 text. */
export const instantOf = (entered: string): string => new Date(entered).toISOString();

/** An instant in milliseconds since 1970, as the field shows it. */
export const entered = (at: number): string =>
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
