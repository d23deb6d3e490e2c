import { sql } from 'kysely';
import type { NewEngagement } from './new-engagement.ts';

/** SQL: the columns of `actRow`, for `jsonb_to_recordset`. */
export const actColumns = sql.raw(
  `id uuid, "leadId" uuid, kind text, at timestamptz, source text, verdict text, "touchKey" text, content text, link text, page text, data jsonb,
  intends text, reply text, answer text, bounce text, until timestamptz`,
);

/** An engagement as JSON, without its words: a text may have what JSON in Postgres can't. */
export const actRow = ({ at, until, ...engagement }: NewEngagement) => ({
  ...engagement,
  words: undefined,
  at: new Date(at),
  until: until === undefined ? undefined : new Date(until),
});
