import type { Db } from '../../db/database.ts';
import type { InputValues } from '../../domain/input/program-input.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import type { Ground } from './people.ts';

/** What a simulation is about, besides its app and its time. */
export interface Scene {
  /** The programs that leads may be in. */
  readonly programs: readonly string[];
  /** Saves the leads in the world. @returns who they are, in words */
  come(world: VirtualWorld, ground: Ground): Promise<string>;
  /** Launches what the leads are to go through. */
  begin(world: VirtualWorld, db: Db): Promise<void>;
  /** What modelled people need to know of the program that the lead with an address is in. */
  readonly knownOf: (address: string) => Known;
}

export interface Known {
  /** What the campaign gives. */
  readonly input: InputValues;
  /** The track for leads that are not ready. */
  readonly connect?: string | undefined;
}
