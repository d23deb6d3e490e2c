import { z } from 'zod';
import type { Rep, Team } from '../db/teams.ts';
import { key, longest, text, whole } from '../api/values.ts';
import { asSaved, faultsOf, type WrittenCalendar } from '../domain/written-hours.ts';
import { CliError } from './cli-error.ts';

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

const absence = z
  .strictObject({
    /** The first day on which they are away, and the one on which they are back. */
    from: z.iso.date(),
    to: z.iso.date(),
    /** The address of the rep who takes over what can't wait. */
    cover: z.email().optional(),
  })
  .refine(({ from, to }) => from < to, 'expected a day on which they are back that comes after the first one away');

const rep = z.strictObject({
  email: z.email().max(longest.line),
  name: text('name'),
  role: z.enum(['sdr', 'salesperson', 'manager']),
  title: text('name').nullish(),
  phone: text('name').nullish(),
  active: z.boolean().optional(),
  weight: whole(1).optional(),
  capacity: whole(1).optional(),
  territory: z.array(text('name')).optional(),
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

/** @throws CliError that names every place that is wrong */
export function readStaff(file: string, text: string): StaffFile {
  const parsed = z.array(team).safeParse(asJson(file, text));
  if (!parsed.success) throw new CliError('badArgument', `${file} is not a file of teams:\n${z.prettifyError(parsed.error)}`);
  return parsed.data as StaffFile;
}

function asJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError('badArgument', `${file} is not JSON: ${(cause as Error).message}`, cause);
  }
}
