import type { RepRole } from '../../db/columns.ts';
import type { Span } from '../../domain/time/span.ts';
import { withAbsences, type WorkingCalendar } from '../../domain/time/working-calendar.ts';

/** Working minutes until a rep turns to a new task; one in `slowOneIn` takes as long as `slow`. */
export const paces = {
  prompt: { usual: [3, 40], slow: [60, 120], slowOneIn: 10 },
  steady: { usual: [10, 110], slow: [260, 520], slowOneIn: 6 },
  late: { usual: [560, 1250], slow: [1100, 1300], slowOneIn: 5 },
} as const satisfies Record<string, { usual: readonly [number, number]; slow: readonly [number, number]; slowOneIn: number }>;

export type Pace = keyof typeof paces;

/** A person in sales, and how they work. */
export interface StaffMember {
  /** The unique local part of their address. */
  readonly key: string;
  /** The slug of their team. */
  readonly team: string;
  readonly role: RepRole;
  readonly pace: Pace;
  readonly calendar: WorkingCalendar;
  readonly absences?: readonly Span[];
}

/** When a person works: the hours of their calendar, without their absences. */
export const calendarOf = ({ calendar, absences = [] }: StaffMember): WorkingCalendar =>
  absences.length > 0 ? withAbsences(calendar, absences) : calendar;
