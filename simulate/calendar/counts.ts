import { DAY } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { wilson } from '../../domain/reports/interval.ts';
import { contentOf, type Life } from './life.ts';
import type { ByDay, ContentRow, Place, PlaceRow, StageRow } from './simulation.ts';

/** Counts equal numbers. */
export const counted = (numbers: readonly number[]): ByDay =>
  Object.fromEntries([...Map.groupBy(numbers, (n) => n)].map(([n, all]) => [n, all.length]));

export const total = (counts: ByDay): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** How many dates (UTC) after that of the launch. */
export const dateAfter = (at: Instant, launch: Instant): number => Math.floor(at / DAY) - Math.floor(launch / DAY);

/** The leads that entered the program. */
export const enrolledOf = (lives: readonly Life[]): readonly Life[] => lives.filter(({ startAt }) => startAt !== null);

/** The emails and texts by track and content, earlier ones first. */
export function calendarOf(lives: readonly Life[]): ContentRow[] {
  const emails = lives
    .flatMap(({ id, startAt, emails }) =>
      emails.map((email) => ({ ...email, id, day: Math.floor((email.at - (startAt ?? email.at)) / DAY) })),
    )
    .toSorted((a, b) => a.day - b.day || a.at - b.at);
  const rows = [...Map.groupBy(emails, (email) => `${email.track} ${contentOf(email)}`).values()];
  const middle = (row: typeof emails): number => row[Math.floor(row.length / 2)]!.day;
  return rows
    .toSorted((a, b) => middle(a) - middle(b))
    .map((row) => ({
      track: row[0]!.track,
      content: contentOf(row[0]!),
      leads: new Set(row.map(({ id }) => id)).size,
      byDay: counted(row.map(({ day }) => day)),
    }));
}

export const emailsByDayOf = (lives: readonly Life[], from: Instant): ByDay =>
  counted(
    lives.flatMap(({ emails }) => emails.filter(({ channel }) => channel === 'email').map(({ at }) => dateAfter(at, from))),
  );

/** How many of the enrolled leads were ever in each stage. */
export function funnelOf(lives: readonly Life[]): StageRow[] {
  const enrolled = enrolledOf(lives);
  return kindsOf(funnelStages).map((stage) => {
    const leads = enrolled.filter((life) => life.stages.includes(stage)).length;
    return { stage, leads, share: leads / Math.max(1, enrolled.length), interval: wilson(leads, enrolled.length) };
  });
}

const order: readonly Place['is'][] = ['inTrack', 'ended', 'notEnrolled'];

/** How many leads are where, by their latest enrolment. */
export function placesOf(lives: readonly Life[]): PlaceRow[] {
  const places = Map.groupBy(lives, ({ place: { is, stage, track, because } }) => [is, stage, track, because].join('\n'));
  return [...places]
    .toSorted(
      ([a, as], [b, bs]) =>
        order.indexOf(as[0]!.place.is) - order.indexOf(bs[0]!.place.is) || bs.length - as.length || (a < b ? -1 : 1),
    )
    .map(([, there]) => ({ ...there[0]!.place, leads: there.length }));
}
