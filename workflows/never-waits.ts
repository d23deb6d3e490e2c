/** A program runs without ever waiting. Its lead would keep a worker busy for good, so it is parked. */
export class NeverWaits extends Error {
  override readonly name = 'NeverWaits';
}

/** How many steps a track may take, and how many tracks a lead may pass, without a wait. */
export const WITHOUT_WAIT = { steps: 200, tracks: 20 } as const;
