import type { Clock } from '../../domain/time/clock.ts';
import type { Dispositions } from '../../domain/sales/dispositions.ts';
import type { Cast } from '../audience/cast.ts';
import type { StaffMember } from './staff.ts';
import type { Memory } from './memory.ts';
import type { Client, Outputs } from '../../client/index.ts';

/** A rep with an API client. */
export interface Colleague extends StaffMember {
  readonly repId: string;
  readonly client: Client;
  /** What the rep reads before a report; by default, the whole sheet of the task. */
  readonly sheetOf?: (taskId: string) => Promise<Pick<Outputs['tasks']['get'], 'mayReport' | 'guide'>>;
}

export interface FloorDeps {
  readonly colleagues: readonly Colleague[];
  readonly cast: Cast;
  readonly clock: Clock;
  /** What reps may report, by the policy of the app. */
  readonly dispositions: Dispositions;
  /** Gets every error, except what Trellis refuses for a good reason. */
  readonly onError: (error: unknown) => void;
  /** The track for a lead that is not ready; `connect` by default. */
  readonly connectOf?: (address: string) => string | undefined;
  /** Random ids by default. */
  readonly newId?: () => string;
}

/** What all reps share. */
export interface FloorShared extends FloorDeps {
  readonly memory: Memory;
  readonly newId: () => string;
}
