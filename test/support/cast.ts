import { staffIn, type StaffFile } from '../../config/staff-file.ts';
import type { SlaMode } from '../../domain/sales/sla.ts';
import { app } from './app.ts';

/** The reps in `test/app/staff.json`, by the names under which stories know them. */
export type RepName = 'sam' | 'sue' | 'mia' | 'tom' | 'tia' | 'max';

/** Which teams are held to their SLA. */
export interface SlaModes {
  /** The team of the SDRs; held to it by default. */
  readonly slaMode?: SlaMode;
  /** The team of the salespeople; held to it by default. */
  readonly dealSlaMode?: SlaMode;
}

/** The teams of an app, by default of the app that tests run. */
export async function staffOf({ slaMode = 'enforce', dealSlaMode = 'enforce' }: SlaModes, { dir } = app): Promise<StaffFile> {
  const staff = await staffIn(dir);
  const callsLeads = ({ reps }: StaffFile[number]) => reps.some(({ role }) => role === 'sdr');
  return staff.map((team) => ({ ...team, slaMode: callsLeads(team) ? slaMode : dealSlaMode }));
}
