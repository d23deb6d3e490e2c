import { readChange, readInput, type InputSpecs, type InputValues, type TakesInput } from '../../domain/input/program-input.ts';
import { own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, unknownName } from '../procedures/refusal.ts';

/** What a caller says of a program, by the names that the program declares. */
export type SaidInput = Readonly<Record<string, string | number | boolean>>;

/** What a program declares. @throws Refusal for an unknown program */
export function programNamed({ settings }: Pick<ApiDeps, 'settings'>, name: string): TakesInput {
  const program = own(settings.programs, name);
  if (program) return program;
  throw unknownName('program', name, Object.keys(settings.programs));
}

/** The input of a new campaign. @throws Refusal that lists everything that is wrong or missing */
export const insistOnInput = (specs: InputSpecs, said: SaidInput): InputValues => insist(readInput(specs, said), said);

/** An input after a change that says only what becomes different. @throws Refusal that lists everything that is wrong */
export const insistOnChange = (specs: InputSpecs, current: InputValues, said: SaidInput): InputValues =>
  insist(readChange(specs, current, said), said);

function insist({ values, faults }: ReturnType<typeof readInput>, said: SaidInput): InputValues {
  if (faults.length === 0) return values;
  throw badRequest('inputInvalid', faults.join(' '), said);
}
