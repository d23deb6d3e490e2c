import type { Place } from '../../domain/sales/rotation.ts';
import type { Trx } from '../database.ts';

/** The rotation of a team, or of a territory in it. */
export interface Rotation {
  readonly teamId: string;
  /** Empty for the whole team. */
  readonly territory: string;
}

/** The places of all reps in a rotation. The caller must lock the team. */
export async function placesOf(trx: Trx, { teamId, territory }: Rotation): Promise<readonly Place[]> {
  return await trx
    .selectFrom('turns')
    .select(['repId as id', 'turn', 'wasAble'])
    .where('teamId', '=', teamId)
    .where('territory', '=', territory)
    .execute();
}

/** Saves the places of all reps after a turn. */
export async function savePlaces(trx: Trx, rotation: Rotation, places: readonly Place[]): Promise<void> {
  await trx
    .insertInto('turns')
    .values(places.map(({ id, ...place }) => ({ ...rotation, repId: id, ...place })))
    .onConflict((conflict) =>
      conflict.columns(['teamId', 'territory', 'repId']).doUpdateSet((eb) => ({
        turn: eb.ref('excluded.turn'),
        wasAble: eb.ref('excluded.wasAble'),
      })),
    )
    .execute();
}
