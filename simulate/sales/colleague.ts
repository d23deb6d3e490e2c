import type { Clock } from '../../domain/time/clock.ts';
import type { Cast } from '../audience/cast.ts';
import type { StaffMember } from './staff.ts';
import type { Memory } from './memory.ts';
import type { Client } from '../../client/index.ts';

/** A rep with the key to the API. */
export interface Colleague extends StaffMember {
  readonly repId: string;
  readonly client: Client;
}

export interface FloorDeps {
  readonly colleagues: readonly Colleague[];
  readonly cast: Cast;
  readonly clock: Clock;
  /** Told what went wrong; what Trellis refuses for a reason is not wrong. */
  readonly onError: (error: unknown) => void;
  /** The track to which leads go back who are not ready; `connect` by default. */
  readonly connect?: string;
  /** By default random ids. */
  readonly newId?: () => string;
}

/** What the people in sales work with. */
export interface FloorShared extends FloorDeps {
  readonly memory: Memory;
  readonly newId: () => string;
}
