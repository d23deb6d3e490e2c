import type { RawBuilder } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time/clock.ts';

/** A line of a lead's story. */
export interface StoryLine {
  readonly at: Instant;
  /** Where it is saved: `touches`, `engagements`, … */
  readonly about: string;
  readonly kind: string;
  readonly text: string;
  /** Who did it: the name of a rep or of a key at the time. */
  readonly by?: string;
  /** The key of the message that it is about: `leads.sent` opens it. */
  readonly touch?: string;
}

interface Told {
  readonly policy: Policy;
  readonly now: Instant;
}

/** Finds the lines about a lead in one place. They are records: they do not change when people and data do. */
export type StorySource = (db: Db, leadId: string, told: Told) => Promise<StoryLine[]>;

interface Saved {
  readonly at: Date;
  readonly kind: string;
  readonly by?: string | null;
  readonly touch?: string | null;
}

/** Makes a source from its query and its sentence. @param about the name of its lines */
export const source =
  <Row extends Saved>(
    about: string,
    query: (leadId: string) => RawBuilder<Row>,
    inWords: (row: Row, policy: Policy) => string,
  ): StorySource =>
  async (db, leadId, { policy }) => {
    const { rows } = await query(leadId).execute(db);
    return rows.map((row) => {
      const { at, kind, by, touch } = row;
      const line = { at: at.getTime(), about, kind, text: inWords(row, policy), by: by || undefined };
      return touch ? { ...line, touch } : line;
    });
  };
