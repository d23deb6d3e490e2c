import type { RepRole } from '../../db/columns.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { SlaMode } from '../../domain/sales/sla.ts';
import { withAbsences, type WorkingCalendar } from '../../domain/time/working-calendar.ts';

/** The first working day, so that weekends, the holiday and the change of the clocks fall on the same days in every run. */
export const FIRST_MORNING: Instant = Date.UTC(2027, 2, 1, 6);

/** The campaign is launched on the Sunday before, so that everything is in its place when the first mails may go out. */
export const LAUNCH: Instant = FIRST_MORNING - DAY;

/** Easter Monday. Europe changed its clocks the day before. */
const HOLIDAY = '2027-03-29';

const hours = (opens: '08:30' | '09:00'): WorkingCalendar => ({
  zone: 'Europe/Amsterdam',
  hours: { 'mon-fri': [`${opens}-17:30`] },
  holidays: [HOLIDAY],
});

/** The teams that the program names. One is held to its SLA; the other is in its pilot, where it is only observed. */
export const teams = {
  'inside-sales': { name: 'Inside sales', calendar: hours('09:00'), slaMode: 'observe' },
  'field-sales': { name: 'Field sales', calendar: hours('08:30'), slaMode: 'enforce' },
} as const satisfies Record<string, { name: string; calendar: WorkingCalendar; slaMode: SlaMode }>;

export type TeamSlug = keyof typeof teams;

/** Working minutes until somebody turns to a new task; and how often they take as long as `slow`. */
export const paces = {
  prompt: { usual: [3, 40], slow: [60, 120], slowOneIn: 10 },
  steady: { usual: [10, 110], slow: [260, 520], slowOneIn: 6 },
  late: { usual: [560, 1250], slow: [1100, 1300], slowOneIn: 5 },
} as const satisfies Record<string, { usual: readonly [number, number]; slow: readonly [number, number]; slowOneIn: number }>;

export interface StaffMember {
  /** The part of the address before the @; unique. */
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly phone: string;
  readonly team: TeamSlug;
  readonly role: RepRole;
  readonly pace: keyof typeof paces;
  readonly absent?: { readonly from: Instant; readonly to: Instant };
}

/** Six reps and the manager of each team: one rep is away for a week, one is always late. */
export const staff: readonly StaffMember[] = [
  { key: 'jonas', name: 'Jonas Bergmann', title: 'Sales development', phone: '+31 20 555 0101', team: 'inside-sales', role: 'sdr', pace: 'prompt' },
  { key: 'tessa', name: 'Tessa Vermeulen', title: 'Sales development', phone: '+31 20 555 0102', team: 'inside-sales', role: 'sdr', pace: 'steady',
    absent: { from: FIRST_MORNING + 9 * DAY, to: FIRST_MORNING + 16 * DAY } },
  { key: 'callum', name: 'Callum Reid', title: 'Sales development', phone: '+31 20 555 0103', team: 'inside-sales', role: 'sdr', pace: 'steady' },
  { key: 'ingrid', name: 'Ingrid Solheim', title: 'Head of inside sales', phone: '+31 20 555 0104', team: 'inside-sales', role: 'manager', pace: 'steady' },
  { key: 'marta', name: 'Marta Kowalczyk', title: 'Account executive', phone: '+31 20 555 0105', team: 'field-sales', role: 'salesperson', pace: 'prompt' },
  { key: 'david', name: 'David Oyelaran', title: 'Account executive', phone: '+31 20 555 0106', team: 'field-sales', role: 'salesperson', pace: 'steady' },
  { key: 'henrik', name: 'Henrik Dahl', title: 'Account executive', phone: '+31 20 555 0107', team: 'field-sales', role: 'salesperson', pace: 'late' },
  { key: 'sofie', name: 'Sofie Lambert', title: 'Head of sales', phone: '+31 20 555 0108', team: 'field-sales', role: 'manager', pace: 'prompt' },
]; // prettier-ignore

export const calendarOf = ({ team, absent }: StaffMember): WorkingCalendar => {
  const { calendar } = teams[team];
  return absent ? withAbsences(calendar, [absent]) : calendar;
};
