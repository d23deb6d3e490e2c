import { suggestion } from '../text/did-you-mean.ts';

/** A list with the fault, or an empty one if all is right: faults are reported together. */
export const unless = (isRight: boolean, fault: string): string[] => (isRight ? [] : [fault]);

/** The same for a name that must be a known one; the fault says which was probably meant. */
export const unlessKnown = (name: string, known: readonly string[], fault: string): string[] =>
  unless(known.includes(name), `${fault}. ${suggestion(name, known)}`);
