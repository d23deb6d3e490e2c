/** The fields in the header of an email or in a group of a report, by lower-case name. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** More recipients than in any report, because each of our emails has one. */
const MOST_GROUPS = 1_000;

/** Reads groups of `Name: value` (RFC 5322, including folded lines); other lines are ignored. */
export function groupsOfFields(text: string): Fields[] {
  const unfolded = text.replaceAll(/\r\n?/g, '\n').replaceAll(/\n[ \t]+(?=\S)/g, ' ');
  return unfolded
    .split(/\n[ \t]*\n\s*/, MOST_GROUPS)
    .map((group) => fieldsOf(group.split('\n').flatMap((line) => fieldIn(line) ?? [])))
    .filter(({ size }) => size > 0);
}

function fieldIn(line: string): [name: string, value: string][] | undefined {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  return colon > 0 && colon < 80 && /^[\w-]+[ \t]*$/.test(name)
    ? [[name.trim().toLowerCase(), line.slice(colon + 1).trim()]]
    : undefined;
}

export function fieldsOf(entries: readonly (readonly [name: string, value: string])[]): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}

/** The first value of a field, or an empty string. */
export const valueOf = (fields: Fields, name: string): string => fields.get(name)?.[0] ?? '';

/** The first word of a field that RFC 3834 or RFC 5322 defines as a keyword: in lower case, without comments and parameters. */
export const keywordOf = (fields: Fields, name: string): string =>
  valueOf(fields, name)
    .slice(0, 500)
    .replaceAll(/\([^()]*\)/g, ' ')
    .split(/[;,]/)[0]!
    .trim()
    .toLowerCase();
