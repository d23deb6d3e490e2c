import type { OtherWait } from './compare-waits.ts';
import { inputOf, type Recorded } from './recorded.ts';

/** Where a lead is whose history does not fit the code, and what differs. */
export interface Place {
  readonly program: string;
  readonly track: string;
  /** The verb of the track that differs, from 1; missing when the lead still waits behind it, or Temporal found the difference. */
  readonly step?: number;
  /** What the lead did there. */
  readonly history?: string;
  /** What the code would do there. */
  readonly code?: string;
  /** The difference in the words of Temporal. */
  readonly because?: string;
}

/** @returns undefined if nothing differs. What differs by its verb says more than Temporal does. */
export function placeOf(history: Recorded, error?: Error, wait?: OtherWait): Place | undefined {
  if (!error && !wait) return undefined;
  const found = error && differenceIn(error.message);
  return { ...trackOf(history), ...(found?.step === undefined && wait), ...found };
}

/** The message of `VerbChanged`, somewhere in that of the SDK. */
const verbChanged = /step (?<step>\d+) is \[(?<history>[^\]]*)\] in the history and \[(?<code>[^\]]*)\] in the code/;
/** The first message in quotes is the one that says what happened. */
const firstMessage = /message: "(?<because>(?:[^"\\]|\\.)*)"/;

function differenceIn(message: string): Omit<Place, 'program' | 'track'> {
  const verb = verbChanged.exec(message)?.groups;
  if (verb) return { step: Number(verb['step']), history: verb['history'], code: verb['code'] };
  const because = firstMessage.exec(message)?.groups?.['because'] ?? message;
  return { because: because.replaceAll('\\"', '"').replace(/^\[TMPRL1100\] Nondeterminism error: /, '') };
}

function trackOf(history: Recorded): Pick<Place, 'program' | 'track'> {
  const { program = 'unknown', state } = inputOf(history);
  // The first run of a lead has no state yet: it is the gate.
  return { program, track: state?.track ?? 'gate' };
}
