/** The number of leads in each place. */
interface Standing {
  readonly in: number;
  readonly ended: number;
  readonly live: number;
  readonly held: number;
  readonly notAcquired: number;
  readonly withTask: number;
  readonly ready: number;
}

/** A sum that accounts for every lead. Places that are empty in most installations appear only when they have leads. */
export function balanceLine({ in: all, ended, live, held, notAcquired, withTask, ready }: Standing): string {
  const parts = [
    `${ended} in a final stage`,
    `${live} in a live workflow`,
    `${held} held`,
    `${notAcquired} at customers and competitors`,
    ...(withTask > 0 ? [`${withTask} with an open task`] : []),
    ...(ready > 0 ? [`${ready} ready for a campaign`] : []),
  ];
  return `leads in ${all} = ${parts.join(' + ')}`;
}
