import { z } from 'zod';
import type { Rep, Team } from '../db/teams.ts';
import { key, longest, text, whole } from '../api/values.ts';
import { localTime } from '../domain/local-time.ts';
import { CliError } from './cli-error.ts';

/** The teams and the people in them, as a file says. */
export type StaffFile = readonly (Omit<Team, 'id'> & { readonly reps: readonly Omit<Rep, 'id' | 'teamId'>[] })[];

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, such as 09:00');
const zone = z.string().refine(isZone, 'expected an IANA time zone, such as Europe/Berlin');

const calendar = z.strictObject({
  zone,
  /** Monday is 1, Sunday is 7. */
  days: z.array(z.int().min(1).max(7)).min(1),
  opens: timeOfDay,
  closes: timeOfDay,
  holidays: z.array(z.iso.date()).default([]),
});

const rep = z.strictObject({
  email: z.email().max(longest.line),
  name: text('name'),
  role: z.enum(['sdr', 'salesperson', 'manager']),
  title: text('name').optional(),
  phone: text('name').optional(),
  active: z.boolean().optional(),
  weight: whole(1).optional(),
  capacity: whole(1).optional(),
  territory: z.array(text('name')).optional(),
});

const team = z.strictObject({
  slug: key.regex(/^[a-z][a-z0-9-]*$/, 'expected small letters and dashes'),
  name: text('name'),
  slaMode: z.enum(['enforce', 'observe']).default('enforce'),
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

function isZone(name: string): boolean {
  try {
    localTime(name, 0);
    return true;
  } catch {
    return false;
  }
}
