/** Where a lead is whose history does not fit the code, and what differs. */
export interface Place {
  readonly program: string;
  readonly track: string;
  /** The verb of the track that differs, from 1; missing when Temporal found the difference, not Trellis. */
  readonly step?: number;
  /** What the lead did there. */
  readonly history?: string;
  /** What the code would do there. */
  readonly code?: string;
  /** The difference in the words of Temporal. */
  readonly because?: string;
}

/** @param history as a server sends it, or as `temporal workflow show --output json` prints it */
export const placeOf = (history: unknown, error: Error): Place => ({ ...trackOf(history), ...differenceIn(error.message) });

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

/** The part of a history's first event that says what the run is for. */
interface Started {
  readonly events?: readonly {
    readonly workflowExecutionStartedEventAttributes?: {
      readonly input?: { readonly payloads?: readonly { readonly data?: Uint8Array | string | null }[] | null } | null;
    } | null;
  }[];
}

function trackOf(history: unknown): Pick<Place, 'program' | 'track'> {
  const data = (history as Started).events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data ?? '';
  const text = typeof data === 'string' ? Buffer.from(data, 'base64') : Buffer.from(data);
  const { program, state } = JSON.parse(text.toString() || '{}') as { program?: string; state?: { track: string } };
  // The first run of a lead has no state yet: it is the gate.
  return { program: program ?? 'unknown', track: state?.track ?? 'gate' };
}
