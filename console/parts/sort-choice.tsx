interface SortChoiceProps {
  /** What each order is called, by its code. */
  readonly of: Readonly<Record<string, string>>;
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** How a list is sorted. */
export const SortChoice = ({ of, value, onChange }: SortChoiceProps) => (
  <label>
    <span className="visually-hidden">Sorted by</span>
    <select value={value} onChange={({ target }) => onChange(target.value)}>
      {Object.entries(of).map(([code, label]) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  </label>
);
