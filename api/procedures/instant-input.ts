import { v7 } from 'uuid';
import { z } from 'zod';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { beginningOf } from '../../domain/time/working-day.ts';
import { ourName } from './redact.ts';
import { badRequest, type Code } from './refusal.ts';
import { key } from './values.ts';

const LATEST = Date.UTC(2200, 0);

/** An instant of program time, as milliseconds since the epoch or as ISO 8601 with an offset. */
export const instantInput = z
  .union([z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))], {
    error: 'expected an instant with its offset, such as 2026-12-24T09:00:00+01:00',
  })
  .pipe(z.int().min(0, 'expected an instant after the year 1969').max(LATEST, 'expected an instant before the year 2200'));

/** An instant, or a date, on which the day begins in the company's zone. */
export const dateOrInstant = z.union(
  [
    instantInput,
    z.iso.date().refine((date) => instantInput.safeParse(Date.parse(date)).success, 'expected a day from 1970 to 2199'),
  ],
  { error: 'expected a date such as 2026-12-24, or an instant with its offset, such as 2026-12-24T09:00:00+01:00' },
);

/** When the day of a date begins in a zone; an instant is as it is. */
export const instantOf = (zone: string, given: z.output<typeof dateOrInstant>): Instant =>
  typeof given === 'number' ? given : beginningOf(zone, Date.parse(given) / DAY);

/** An instant, or a day with or without a time, such as the first day of an absence: it is meant in the zone of the person concerned. */
export const dayOrInstant = z.union([instantInput, key.meta(ourName)]);

interface Ahead {
  readonly now: Instant;
  /** How far ahead it may be, in milliseconds. */
  readonly most: number;
}

/** @throws Refusal if an instant has passed, or is implausibly far ahead */
export function mustLieAhead(field: Code, at: Instant, { now, most }: Ahead): void {
  const iso = new Date(at).toISOString();
  const day = iso.slice(0, 10);
  if (at <= now)
    throw badRequest(`${field}Past` as Code, `${field} is in the past: ${day}.`, iso, 'Use an instant in the future.');
  if (at > now + most)
    throw badRequest(
      `${field}TooFar` as Code,
      `${field} is too far ahead: ${day}.`,
      iso,
      `It can be at most ${Math.round(most / DAY)} days ahead.`,
    );
}

/** An id as Postgres writes it, which the code compares; some systems write theirs in capitals. */
export const idInput = z.uuid({ error: 'expected an id, such as 019f0c4e-7a52-7d7b-8c2a-5b1f6f3a9d10' }).toLowerCase();

/** The id of a request, which a caller may choose in order to repeat it; otherwise it is made here. */
export const madeId = idInput.optional().transform((id) => id ?? v7());

/** Postgres can't look for a NUL. Programs that read our schemas know no `\p{…}`. */
const PRINTABLE_ADDRESS = /^[!-?A-~\u00a1-\uffff]+@[!-?A-~\u00a1-\uffff]+$/;

/** A lead: its id, or its address, for which a procedure gets the id. */
export const leadRef = z.union([idInput, z.email({ pattern: PRINTABLE_ADDRESS })], {
  error: 'expected the id or the address of a lead, such as ann@example.com',
});

/** A rep: their id, their address or their name, for which a procedure gets the id. */
export const repRef = z
  .string()
  .max(254)
  .regex(/^[ -~\u00a0-\uffff]+$/, 'expected the id, the address or the name of a rep')
  .overwrite((named) => idInput.safeParse(named).data ?? named)
  .meta({ namesRep: true });
