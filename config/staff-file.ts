import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Rep, Team } from '../db/staff/teams.ts';
import { key, longest, text, whole } from '../api/procedures/values.ts';
import { countryCode } from '../domain/people/country.ts';
import { repRoles } from '../domain/people/roles.ts';
import { kindsOf } from '../domain/text/kinds.ts';
import { asSaved, faultsOf, type WrittenCalendar } from '../domain/time/written-hours.ts';

/** A file of teams that can't be read; the message names every place that is wrong. */
export class BadStaff extends Error {
  override readonly name = 'BadStaff';
  readonly code = 'badArgument';
}

/** The teams of a file, with their people. */
export type StaffFile = readonly (Omit<Team, 'id'> & {
  readonly reps: readonly (Omit<Rep, 'id' | 'teamId'> & { readonly absences?: readonly z.infer<typeof absence>[] })[];
})[];

const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time of day, such as 09:00');
const shifts = z.array(z.string());

const fields = {
  zone: z.string(),
  hours: z.record(z.string(), shifts).optional(),
  /** An older format: the same hours on several days; Monday is 1. */
  days: z.array(z.int().min(1).max(7)).min(1).optional(),
  opens: timeOfDay.optional(),
  closes: timeOfDay.optional(),
  holidays: z.array(z.string()).optional(),
  dates: z.record(z.string(), shifts).optional(),
};

/** Reports every fault in a calendar, with its path. */
function mustWork(calendar: object, context: z.core.$RefinementCtx): void {
  for (const { path, says } of faultsOf(asSaved(calendar as WrittenCalendar)))
    context.addIssue({ code: 'custom', path: [...path], message: says, input: calendar });
}

const calendar = z
  .strictObject(fields)
  .refine(({ hours, days, opens, closes }) => (hours ? !days && !opens && !closes : days && opens && closes), {
    message: 'expected hours, such as { "mon-thu": ["09:00-12:30", "13:15-17:30"], "fri": ["09:00-15:00"] }',
    abort: true,
  })
  .superRefine(mustWork)
  .transform((written) => asSaved(written as WrittenCalendar));

/** The differences from the team's calendar. */
const { zone, hours, holidays, dates } = fields;
const ownCalendar = z.strictObject({ zone: zone.optional(), hours, holidays, dates }).superRefine(mustWork);

const date = z.iso.date('expected a date, such as 2026-12-24');

/** Case does not matter: the address names the same person. */
const address = z.email().max(longest.line).toLowerCase();

/** "Germany" also means leads with the country DE; a word that is not a country is a region. */
const territories = z
  .array(text('name'))
  .transform((places) => [...new Set(places.flatMap((place) => [place, countryCode(place) ?? place]))]);

const absence = z
  .strictObject({
    /** The first day away, and the first day back. */
    from: date,
    to: date,
    /** The address of the rep who takes over urgent work. */
    cover: address.optional(),
  })
  .refine(({ from, to }) => from < to, 'expected the first day back to be after the first day away');

const rep = z.strictObject({
  email: address,
  name: text('name'),
  role: z.enum(kindsOf(repRoles)),
  title: text('name').nullish(),
  phone: text('name').nullish(),
  active: z.boolean().optional(),
  weight: whole(1).optional(),
  capacity: whole(1).optional(),
  territory: territories.optional(),
  /** All absences that have not ended; an empty list deletes them. */
  absences: z.array(absence).optional(),
  calendar: ownCalendar.nullable().optional(),
});

const team = z.strictObject({
  slug: key.regex(/^[a-z][a-z0-9-]*$/, 'expected lower-case letters and dashes'),
  name: text('name'),
  slaMode: z.enum(['enforce', 'observe']).optional(),
  calendar,
  reps: z.array(rep),
});

/** Reports a team or a rep that is in the file twice: the second would silently overwrite the first. */
function once(teams: readonly { slug: string; reps: readonly { email: string }[] }[], context: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  const mustBeNew = (value: string, path: (string | number)[]) => {
    if (seen.has(value)) context.addIssue({ code: 'custom', path, message: `${value} is in the file twice`, input: value });
    seen.add(value);
  };
  for (const [t, { slug, reps }] of teams.entries()) {
    mustBeNew(slug, [t, 'slug']);
    for (const [r, { email }] of reps.entries()) mustBeNew(email, [t, 'reps', r, 'email']);
  }
}

/** The teams in the `staff.json` of an app's folder; none without that file. @throws BadStaff */
export async function staffIn(dir: string): Promise<StaffFile> {
  const file = join(dir, 'staff.json');
  return existsSync(file) ? readStaff(file, await readFile(file, 'utf8')) : [];
}

/** @throws BadStaff that names every fault */
export function readStaff(file: string, text: string): StaffFile {
  const parsed = z.array(team).superRefine(once).safeParse(asJson(file, text));
  if (!parsed.success) throw new BadStaff(`${file} is not a valid staff file:\n${z.prettifyError(parsed.error)}`);
  return parsed.data as StaffFile;
}

function asJson(file: string, text: string): unknown {
  try {
    // Editors on Windows write a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    // Don't pass on the parser's message: it quotes the file, which contains personal data.
    const where = /\(line \d+ column \d+\)/.exec((cause as Error).message)?.[0];
    throw new BadStaff(`${file} is not JSON${where ? ` ${where}` : ''}.`, { cause });
  }
}
