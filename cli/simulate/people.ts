import { basename } from 'node:path';
import type { Mapping } from '../../api/import/fields.ts';
import { readText } from '../../api/import/source.ts';
import type { Db } from '../../db/database.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Cast } from '../../simulate/audience/cast.ts';
import { modelledLeads } from '../../simulate/audience/modelled-leads.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import { CliError } from '../cli-error.ts';

/** Where the leads of a simulation come from. */
export interface People {
  /** Whether some of them may be in other programs. */
  readonly areInPrograms?: boolean;
  /** Saves them in the world. @returns who they are, in words */
  come(world: VirtualWorld, ground: Ground): Promise<string>;
}

export interface Ground {
  readonly db: Db;
  readonly cast: Cast;
  readonly policy: Policy;
  /** The lane of the program that they are about to enter. */
  readonly lane?: string | undefined;
}

/** Where leads come from who are not in the database, unless the simulation is told. */
const SOURCE = 'simulation';

/** Leads who fit the customer that the policy looks for. */
export const modelledPeople = (count: number, source = SOURCE): People => ({
  async come({ as }, { cast, policy }) {
    const rows = [...modelledLeads(count, cast, policy)];
    await as('marketer').imports.run({ file: { rows }, source, consentBasis: 'optIn' });
    return `${count} modelled leads${source === SOURCE ? '' : ` from "${source}"`}`;
  },
});

export interface LeadsFile {
  readonly path: string;
  readonly source?: string | undefined;
  /** The basis of rows without their own. */
  readonly basis: ConsentBasis | 'none';
  readonly mapping?: Mapping;
  readonly ignore?: readonly string[];
}

/** The leads of a CSV file, read as the import reads it. */
export const peopleOfFile = ({ path, source = SOURCE, basis, mapping = {}, ignore = [] }: LeadsFile): People => ({
  async come({ as }) {
    const refused = (cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      return new CliError('badArgument', `--file ${path}: ${why}`, cause);
    };
    const csv = await readText(path).catch((cause: unknown) => {
      throw refused(cause);
    });
    const order = { file: { csv }, source, consentBasis: basis, mapping, ignore: [...ignore] };
    const { created, rejected } = await as('marketer')
      .imports.run(order)
      .catch((cause: unknown) => {
        throw refused(cause);
      });
    const lost = rejected.length > 0 ? ` (bad cells or rows: ${rejected.length})` : '';
    return `${created} leads of ${basename(path)}${lost}`;
  },
});
