import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readStaff } from '../../config/staff-file.ts';
import { instantAt } from '../../domain/time/local-time.ts';
import { asSaved } from '../../domain/time/written-hours.ts';
import type { Pace, StaffMember } from '../../simulate/sales/staff.ts';

const file = fileURLToPath(new URL('../../example/staff.json', import.meta.url));

const keyOf = (email: string): string => email.slice(0, email.indexOf('@'));

/** The teams of the example, with their people. */
export const teams = readStaff(file, readFileSync(file, 'utf8'));

/** How people work, by key; the default is steady. */
const paceOf: Readonly<Record<string, Pace>> = { jonas: 'prompt', marta: 'prompt', henrik: 'late', sofie: 'prompt' };

/** The modelled people in sales. */
export const staff: readonly StaffMember[] = teams.flatMap(({ slug, calendar: written, reps }) => {
  const calendar = asSaved(written);
  return reps.map(({ email, role, absences = [] }): StaffMember => {
    const key = keyOf(email);
    const begin = (date: string) => instantAt(calendar.zone, Date.parse(date));
    const away = absences.map(({ from, to }) => ({ from: begin(from), to: begin(to) }));
    return { key, team: slug, role, pace: paceOf[key] ?? 'steady', calendar, absences: away };
  });
});

/** Somebody in sales, with the name and the address of the file. */
export const personOf = (key: string) => teams.flatMap(({ reps }) => reps).find(({ email }) => keyOf(email) === key)!;
