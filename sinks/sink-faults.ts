import { outgoingEvents } from '../db/events/outgoing-events.ts';
import type { Sinks } from './sink.ts';

/** What is wrong with the sinks of an app. */
export const sinkFaults = (sinks: Sinks): string[] =>
  Object.entries(sinks).flatMap(([name, { events = [] }]) => [
    ...(/^[a-z][A-Za-z0-9-]*$/.test(name) ? [] : [`sink ${name}: expected a name of letters, digits and dashes, such as "crm"`]),
    ...events
      .filter((type) => !Object.hasOwn(outgoingEvents, type))
      .map((type) => `sink ${name}: no event "${type}"; there are ${Object.keys(outgoingEvents).join(', ')}`),
  ]);
