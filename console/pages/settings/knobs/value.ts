type Value = string | number | boolean | null | undefined;
type Values = Readonly<Record<string, Value>>;

/** The value of a knob as people read it. */
export function valueInWords(value: Value): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === undefined || value === null ? 'none' : String(value);
}

/** What a change made different: `Between emails: 10 days → 5 days`. */
export const changeInWords = (
  knobs: readonly { readonly name: string; readonly label: string }[],
  before: Values,
  after: Values,
): string =>
  Object.keys(after)
    .map((name) => {
      const { label = name } = knobs.find((knob) => knob.name === name) ?? {};
      return `${label}: ${valueInWords(before[name])} → ${valueInWords(after[name])}`;
    })
    .join('; ');
