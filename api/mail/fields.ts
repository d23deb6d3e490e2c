/** Fields as they stand in the head of a mail or in a group of a report, by their names in lower case. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** No report is about more recipients, as we send to one. */
const MOST_GROUPS = 1_000;

/** Reads groups of `Name: value` (RFC 5322, folded lines included); a line that is none ends nothing. */
export function groupsOfFields(text: string): Fields[] {
  const unfolded = text.replaceAll(/\r\n?/g, '\n').replaceAll(/\n[ \t]+(?=\S)/g, ' ');
  return unfolded
    .split(/\n[ \t]*\n\s*/, MOST_GROUPS)
    .map((group) => fieldsOf(group.split('\n').flatMap((line) => fieldIn(line) ?? [])))
    .filter(({ size }) => size > 0);
}

const fieldIn = (line: string): [name: string, value: string][] | undefined => {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  return colon > 0 && colon < 80 && /^[\w-]+[ \t]*$/.test(name)
    ? [[name.trim().toLowerCase(), line.slice(colon + 1).trim()]]
    : undefined;
};

export const fieldsOf = (entries: readonly (readonly [name: string, value: string])[]): Fields => {
  const fields = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
};

/** The first value of a field; empty without one. */
export const valueOf = (fields: Fields, name: string): string => fields.get(name)?.[0] ?? '';

/** The first word of a value that RFC 3834 or RFC 5322 defines as a keyword: without comments and parameters, in lower case. */
export const keywordOf = (fields: Fields, name: string): string =>
  valueOf(fields, name)
    .slice(0, 500)
    .replaceAll(/\([^()]*\)/g, ' ')
    .split(/[;,]/)[0]!
    .trim()
    .toLowerCase();
