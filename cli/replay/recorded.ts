/** Bytes, or base64 in a file that `temporal workflow show --output json` has printed. */
interface Payload {
  readonly data?: Uint8Array | string | null;
}
interface Payloads {
  readonly payloads?: readonly Payload[] | null;
}

interface Event {
  readonly workflowExecutionStartedEventAttributes?: { readonly input?: Payloads | null } | null;
  readonly markerRecordedEventAttributes?: { readonly details?: Readonly<Record<string, Payloads>> | null } | null;
  readonly timerStartedEventAttributes?: { readonly timerId?: string | null } | null;
  readonly userMetadata?: { readonly summary?: Payload | null } | null;
}

/** The parts of a history that say what its lead did. */
export interface Recorded {
  readonly events?: readonly Event[] | null;
}

/** The value in a payload; undefined if there is none. */
export function valueIn<T>(payload: Payload | null | undefined): T | undefined {
  const data = payload?.data ?? '';
  const text = (typeof data === 'string' ? Buffer.from(data, 'base64') : Buffer.from(data)).toString();
  return text === '' ? undefined : (JSON.parse(text) as T);
}

interface Input {
  readonly program?: string;
  readonly state?: { readonly track: string };
  readonly facts?: object;
}

/** What the run was started with. */
export const inputOf = ({ events }: Recorded): Input =>
  valueIn(events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]) ?? {};

/** Whether the run began under a later version than 0.1.0, which recorded no verbs: it was started with facts, or has loaded later ones. */
export const isAfter010 = (recorded: Recorded): boolean =>
  inputOf(recorded).facts !== undefined || (recorded.events ?? []).some(hasSteps);

const hasSteps = ({ markerRecordedEventAttributes }: Event): boolean =>
  valueIn<{ readonly steps?: unknown } | null>(markerRecordedEventAttributes?.details?.['result']?.payloads?.[0])?.steps !==
  undefined;
