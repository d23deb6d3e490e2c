import { sql, type RawBuilder } from 'kysely';

/** SQL: the lane of a program, by its id; null for a main program, and for one that Postgres does not know. */
export const laneOf = (program: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql<string | null>`(select lane from programs where id = ${program})`;

/** SQL: the lane of the program of a campaign, by the campaign's id. */
export const laneOfCampaign = (campaignId: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql<
    string | null
  >`(select programs.lane from campaigns join programs on programs.id = campaigns.program where campaigns.id = ${campaignId})`;

/** SQL: whether a row of `enrolments` is in a lane; without one, whether it is in the lead's main program. */
export const inLane = (lane: string | null = null): RawBuilder<boolean> =>
  sql<boolean>`enrolments.lane is not distinct from ${lane}::text`;
