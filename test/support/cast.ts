import { randomUUID } from 'node:crypto';
import type { StaffFile } from '../../config/staff-file.ts';
import type { RepRole } from '../../db/columns.ts';
import type { Db } from '../../db/database.ts';
import type { SlaMode } from '../../domain/sales/sla.ts';
import { hire as hireStaff } from '../../testing/staff.ts';

/** Reps by the names under which stories know them. */
export const cast = {
  sam: { team: 'inside-sales', role: 'sdr', name: 'Sam Rivers' },
  sue: { team: 'inside-sales', role: 'sdr', name: 'Sue Park' },
  mia: { team: 'inside-sales', role: 'manager', name: 'Mia Stone' },
  tom: { team: 'field-sales', role: 'salesperson', name: 'Tom Field' },
  tia: { team: 'field-sales', role: 'salesperson', name: 'Tia Cole' },
  max: { team: 'field-sales', role: 'manager', name: 'Max Hill' },
} as const satisfies Record<string, { team: string; role: RepRole; name: string }>;

export type RepName = keyof typeof cast;

/** Which teams are held to their SLA. */
export type SlaModes = Readonly<Record<(typeof cast)[RepName]['team'], SlaMode>>;

const calendar = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00', holidays: [] } as const;

/** The cast in its teams. */
export const staffOf = (slaModes: SlaModes): StaffFile =>
  Object.entries(slaModes).map(([slug, slaMode]) => ({
    slug,
    name: slug,
    calendar,
    slaMode,
    reps: Object.entries(cast)
      .filter(([, { team }]) => team === slug)
      .map(([key, { role, name }]) => ({ role, name, email: `${key}@mail.example.com` })),
  }));

/** Saves the teams and the reps of the cast. @returns their ids */
export async function hire(db: Db, slaModes: SlaModes): Promise<Record<RepName, string>> {
  const hired = await hireStaff(db, staffOf(slaModes), randomUUID);
  return Object.fromEntries([...hired].map(([name, { id }]) => [name, id])) as Record<RepName, string>;
}
