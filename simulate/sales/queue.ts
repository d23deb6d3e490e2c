import { pages, type Inputs, type Outputs } from '../../client/index.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Colleague } from './colleague.ts';

/** A task on a line of the rep's list. */
export type QueuedTask = Outputs['tasks']['list']['items'][number];

/** The tasks of a list, on all its pages. */
export async function tasksOf({ client }: Colleague, which: Omit<Inputs['tasks']['list'], 'after'>): Promise<QueuedTask[]> {
  const all: QueuedTask[] = [];
  for await (const { items } of pages(client.tasks.list, { ...which, limit: 200 })) all.push(...items);
  return all;
}

/** The earliest of some instants; undefined if there is none. */
export const earliest = (instants: readonly Instant[]): Instant | undefined =>
  instants.length === 0 ? undefined : Math.min(...instants);
