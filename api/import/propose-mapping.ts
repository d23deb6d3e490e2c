import { isPlausibleAddress } from '../../domain/address.ts';
import { leadFields, type LeadField, type Mapping } from './fields.ts';

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * What each column seems to hold: by its name, and the address by how the values look.
 * @param rows some rows, in the order of the columns
 */
export function proposeMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): { mapping: Mapping; unused: string[] } {
  const mapping: Mapping = {};
  const free = new Set(columns);
  for (const [field, { names }] of Object.entries(leadFields) as [LeadField, { names: readonly string[] }][]) {
    const wanted = [field, ...names].map(plain);
    const column = wanted.map((name) => [...free].find((one) => plain(one) === name)).find((found) => found !== undefined);
    if (column === undefined) continue;
    mapping[field] = column;
    free.delete(column);
  }
  const looksLikeEmail = columns.find(
    (_, n) => rows.length > 0 && rows.filter((row) => isPlausibleAddress(row[n] ?? '')).length * 2 > rows.length,
  );
  if (!mapping.email && looksLikeEmail !== undefined) {
    mapping.email = looksLikeEmail;
    free.delete(looksLikeEmail);
  }
  return { mapping, unused: [...free] };
}
