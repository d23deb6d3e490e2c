import { Person as AnyPerson } from '../../testing/person.ts';
import type { World as AnyWorld } from '../../testing/world.ts';
import type { RepName } from './cast.ts';

export type { Caller } from '../../testing/caller.ts';
export type { LeadCells } from '../../testing/lead-cells.ts';
export type { ReceivedEmail } from '../../testing/world.ts';

/** Somebody whom the reps of the cast know. */
export type Person = AnyPerson<RepName>;
export const Person = AnyPerson;
export type World = AnyWorld<RepName>;
