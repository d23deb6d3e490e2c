import { randomUUID } from 'node:crypto';
import type { RepRole } from '../../db/columns.ts';
import type { Db } from '../../db/database.ts';
import { upsertRep, upsertTeam } from '../../db/staff/teams.ts';
import type { SlaMode } from '../../domain/sales/sla.ts';

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

/** Puts the teams and the reps of the cast into a database. @returns their ids */
export async function hire(db: Db, slaModes: SlaModes, newId: () => string = randomUUID): Promise<Record<RepName, string>> {
  const teams = new Map<string, string>();
  for (const [slug, slaMode] of Object.entries(slaModes)) {
    teams.set(slug, await upsertTeam(db, { id: newId(), slug, name: slug, calendar, slaMode }));
  }
  const ids: Partial<Record<RepName, string>> = {};
  for (const [key, { team, role, name }] of Object.entries(cast)) {
    const email = `${key}@mail.example.com`;
    ids[key as RepName] = await upsertRep(db, { id: newId(), teamId: teams.get(team)!, role, name, email });
  }
  return ids as Record<RepName, string>;
}
