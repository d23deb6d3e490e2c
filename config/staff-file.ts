import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Rep, Team } from '../db/staff/teams.ts';
import { key, longest, text, whole } from '../api/procedures/values.ts';
import { countryCode } from '../domain/people/country.ts';
import { asSaved, faultsOf, type WrittenCalendar } from '../domain/time/written-hours.ts';

/** A file of teams that can't be read; the message names every place that is wrong. */
export class BadStaff extends Error {
  override readonly name = 'BadStaff';
  readonly code = 'badArgument';
}

/** The teams and the people in them, as a file says. */
export type StaffFile = readonly (Omit<Team, 'id'> & {
  readonly reps: readonly (Omit<Rep, 'id' | 'teamId'> & { readonly absences?: readonly z.infer<typeof absence>[] })[];
})[];

const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time of day, such as 09:00');
const shifts = z.array(z.string());

const fields = {
  zone: z.string(),
  hours: z.record(z.string(), shifts).optional(),
  /** The same hours on some days, Monday is 1: an older way to write them. */
  days: z.array(z.int().min(1).max(7)).min(1).optional(),
  opens: timeOfDay.optional(),
  closes: timeOfDay.optional(),
  holidays: z.array(z.string()).optional(),
  dates: z.record(z.string(), shifts).optional(),
};

/** Tells of everything in a calendar that can't work, at its place. */
const mustWork = (calendar: object, context: z.core.$RefinementCtx): void => {
  for (const { path, says } of faultsOf(asSaved(calendar as WrittenCalendar)))
    context.addIssue({ code: 'custom', path: [...path], message: says, input: calendar });
};

const calendar = z
  .strictObject(fields)
  .refine(({ hours, days, opens, closes }) => (hours ? !days && !opens && !closes : days && opens && closes), {
    message: 'expected hours, such as { "mon-thu": ["09:00-12:30", "13:15-17:30"], "fri": ["09:00-15:00"] }',
    abort: true,
  })
  .superRefine(mustWork)
  .transform((written) => asSaved(written as WrittenCalendar));

/** What differs from the team's. */
const { zone, hours, holidays, dates } = fields;
const ownCalendar = z.strictObject({ zone: zone.optional(), hours, holidays, dates }).superRefine(mustWork);

const date = z.iso.date('expected a date, such as 2026-12-24');

/** In any capitals it is the same person. */
const address = z.email().max(longest.line).toLowerCase();

/** Who writes Germany means the leads of DE; a word that is no country is a region. */
const territories = z
  .array(text('name'))
  .transform((places) => [...new Set(places.flatMap((place) => [place, countryCode(place) ?? place]))]);

const absence = z
  .strictObject({
    /** The first day on which they are away, and the one on which they are back. */
    from: date,
    to: date,
    /** The address of the rep who takes over what can't wait. */
    cover: address.optional(),
  })
  .refine(({ from, to }) => from < to, 'expected a day on which they are back that comes after the first one away');

const rep = z.strictObject({
  email: address,
  name: text('name'),
  role: z.enum(['sdr', 'salesperson', 'manager']),
  title: text('name').nullish(),
  phone: text('name').nullish(),
  active: z.boolean().optional(),
  weight: whole(1).optional(),
  capacity: whole(1).optional(),
  territory: territories.optional(),
  /** All that have not ended; an empty list erases them. */
  absences: z.array(absence).optional(),
  calendar: ownCalendar.nullable().optional(),
});

const team = z.strictObject({
  slug: key.regex(/^[a-z][a-z0-9-]*$/, 'expected small letters and dashes'),
  name: text('name'),
  slaMode: z.enum(['enforce', 'observe']).optional(),
  calendar,
  reps: z.array(rep),
});

/** Tells of a team or a rep who stands in the file twice: the second would silently overwrite the first. */
const once = (teams: readonly { slug: string; reps: readonly { email: string }[] }[], context: z.core.$RefinementCtx): void => {
  const seen = new Set<string>();
  const mustBeNew = (value: string, path: (string | number)[]) => {
    if (seen.has(value)) context.addIssue({ code: 'custom', path, message: `${value} is in the file twice`, input: value });
    seen.add(value);
  };
  for (const [t, { slug, reps }] of teams.entries()) {
    mustBeNew(slug, [t, 'slug']);
    for (const [r, { email }] of reps.entries()) mustBeNew(email, [t, 'reps', r, 'email']);
  }
};

/** The teams of the app in a folder, as its `staff.json` says; none without that file. @throws BadStaff */
export async function staffIn(dir: string): Promise<StaffFile> {
  const file = join(dir, 'staff.json');
  return existsSync(file) ? readStaff(file, await readFile(file, 'utf8')) : [];
}

/** @throws BadStaff that names every place that is wrong */
export function readStaff(file: string, text: string): StaffFile {
  const parsed = z.array(team).superRefine(once).safeParse(asJson(file, text));
  if (!parsed.success) throw new BadStaff(`${file} is not a file of teams:\n${z.prettifyError(parsed.error)}`);
  return parsed.data as StaffFile;
}

function asJson(file: string, text: string): unknown {
  try {
    // A byte order mark, which editors on Windows write.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    // Not all that the parser says: it quotes the file, and people are in it.
    const where = /\(line \d+ column \d+\)/.exec((cause as Error).message)?.[0];
    throw new BadStaff(`${file} is not JSON${where ? ` ${where}` : ''}.`, { cause });
  }
}
