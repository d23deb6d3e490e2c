import type { Instant } from '../../domain/time/clock.ts';
import { EventType, Long, completeHistory, toTimestamp } from './sdk-runtime.ts';
import type { Command, History, HistoryEvent } from './sdk-runtime.ts';

/** Attributes as given; undefined ones are omitted. */
type Given<T> = { [P in keyof NonNullable<T>]?: NonNullable<T>[P] | undefined };

type AttributesKey = Extract<keyof HistoryEvent, `${string}EventAttributes`>;

const eventTypes = new Map<string, number>(
  Object.entries(EventType as unknown as Record<string, number>).map(([name, value]) => [attributesKey(name), value]),
);

function attributesKey(eventType: string): string {
  const words = eventType.replace('EVENT_TYPE_', '').toLowerCase();
  return `${words.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}EventAttributes`;
}

/** Counts the events of a run, and records them on request: a history as a server would have written it. */
export class HistoryWriter {
  readonly #keep: boolean;
  readonly #now: () => Instant;
  readonly #events: HistoryEvent[] = [];
  #length = 0;

  constructor(keep: boolean, now: () => Instant) {
    this.#keep = keep;
    this.#now = now;
  }

  get length(): number {
    return this.#length;
  }

  /** Appends an event and returns its id. */
  add<K extends AttributesKey>(kind: K, attributes: Given<HistoryEvent[K]>, annotations?: Command): Long {
    const eventId = Long.fromNumber(++this.#length);
    if (this.#keep) {
      const eventType = eventTypes.get(kind) ?? EventType.EVENT_TYPE_UNSPECIFIED;
      const event: HistoryEvent = { eventId, eventTime: toTimestamp(this.#now()), eventType, [kind]: attributes };
      if (annotations?.userMetadata) event.userMetadata = annotations.userMetadata;
      this.#events.push(event);
    }
    return eventId;
  }

  /** Removes the events after the first `length`: a task that only rejected updates leaves no trace. */
  cutTo(length: number): void {
    this.#length = length;
    this.#events.length = Math.min(this.#events.length, length);
  }

  history(): History {
    return completeHistory(this.#events);
  }
}
