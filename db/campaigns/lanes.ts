import { sql, type RawBuilder } from 'kysely';

/** SQL: the lane of a program, by its id; null for a program that leads are in by itself, and for one that Postgres does not know. */
export const laneOf = (program: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql<string | null>`(select lane from programs where id = ${program})`;

/** SQL: the lane of the program of a campaign, by the campaign's id. */
export const laneOfCampaign = (campaignId: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql<string | null>`(select programs.lane from campaigns join programs on programs.id = campaigns.program where campaigns.id = ${campaignId})`;
