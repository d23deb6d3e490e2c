import type { SaidInput } from '../../api/leads/program-input.ts';
import { kindRow } from '../../domain/input/input-kinds.ts';
import type { InputSpecs } from '../../domain/input/program-input.ts';
import { own } from '../../domain/text/own.ts';

/** Values that were typed as `name=value`. What a program takes as a text stays one, also if it looks like a number. */
export const saidValues = (specs: InputSpecs, pairs: readonly string[] = []): SaidInput =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const [name, text] = [pair.slice(0, at), pair.slice(at + 1)];
      const spec = own(specs, name);
      const isText = spec && kindRow(spec.kind).read(text) !== undefined;
      return [name, isText ? text : plain(text)];
    }),
  );

function plain(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}
