import type { Db } from '../../db/database.ts';
import { inLane } from '../../db/campaigns/lanes.ts';
import { living, sent } from '../../db/states.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { RawBuilder } from 'kysely';
import { rowsOf, sql } from '../report/collect/query.ts';
import type { Place } from './simulation.ts';

/** What happened to one lead. */
export interface Life {
  readonly id: string;
  readonly email: string;
  /** When it entered the program; null if it was not enrolled. */
  readonly startAt: Instant | null;
  /** What it got, in order; texts, too. */
  readonly emails: readonly Sent[];
  /** What it got from the other programs that it is in. */
  readonly beside: readonly Sent[];
  /** The stages that it was ever in. */
  readonly stages: readonly FunnelStage[];
  readonly place: Place;
}

/** An email or a text that went out. */
export interface Sent {
  readonly track: string;
  readonly content: string;
  readonly channel: Channel;
  readonly at: Instant;
}

/** A text is named with its channel. */
export const contentOf = ({ content, channel }: Sent): string => (channel === 'email' ? content : `${content} (${channel})`);

interface Row extends Place, Omit<Life, 'place'> {}

/** SQL: what a lead got since an instant from the programs that meet a condition. */
const emailsOf = (from: Instant, which: RawBuilder<unknown>) => sql`
  (select coalesce(json_agg(json_build_object('track', touches.track, 'channel', channel, 'content', content,
      'at', extract(epoch from sent_at) * 1000) order by sent_at, key), '[]')
    from touches join enrolments on enrolments.id = enrolment_id
    where touches.lead_id = leads.id and sent_at >= ${new Date(from)} and touches.state in ${sent} and ${which})`;

/**
 * The life of every lead since an instant, by id: the order in which they were saved.
 * @param lane of the program that they entered then; undefined for a program of their own
 */
export async function livesOf(db: Db, from: Instant, lane?: string): Promise<Life[]> {
  const entered = sql`(${inLane(lane)} and enrolments.start_at >= ${new Date(from)})`;
  const rows = await rowsOf(
    db,
    sql<Row>`
      select leads.id, leads.email, leads.stage, extract(epoch from last.start_at)::float8 * 1000 as start_at, "is",
        case when "is" = 'inTrack' then coalesce(last.track, 'gate') end as track,
        case when "is" <> 'inTrack' then coalesce(last.reason, leads.held) end as because,
        ${emailsOf(from, entered)} as emails, ${emailsOf(from, sql`not ${entered}`)} as beside,
        (select array_agg(stage) from (
          select "to" as stage from transitions where lead_id = leads.id and kind = 'stage'
          union select leads.stage union select 'inquiry') as reached) as stages
      from leads
      left join lateral (
        select * from enrolments where lead_id = leads.id and ${entered} order by start_at desc, id desc limit 1
      ) as last on true
      cross join lateral (
        select case when last.state in ${living} then 'inTrack' when last.state = 'ended' then 'ended' else 'notEnrolled' end as "is"
      ) as placed
      order by leads.id`,
  );
  return rows.map(({ is, stage, track, because, startAt, ...life }) => ({
    ...life,
    startAt: is === 'notEnrolled' ? null : startAt,
    place: { is, stage, track, because },
  }));
}
