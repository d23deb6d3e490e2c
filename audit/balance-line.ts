/** The number of leads in each place. */
export interface Standing {
  readonly in: number;
  readonly ended: number;
  /** In a running workflow, according to Temporal. */
  readonly live: number;
  readonly held: number;
  /** Works for a customer, a competitor or a partner: no program takes them. */
  readonly notAcquired: number;
  /** A rep has a task about them, and no program runs. */
  readonly withTask: number;
  /** No campaign has taken them yet. */
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
