import { Person as AnyPerson, type World as AnyWorld } from '../../testing/person.ts';
import type { RepName } from './cast.ts';

export type { Caller } from '../../testing/caller.ts';
export type { LeadCells, ReceivedEmail } from '../../testing/person.ts';

/** Somebody whom the reps of the cast know. */
export type Person = AnyPerson<RepName>;
export const Person = AnyPerson;
export type World = AnyWorld<RepName>;
