import { agreementOf } from '../../db/reports/agreement.ts';
import type { RepRole } from '../../db/columns.ts';
import { writtenHours } from '../../db/staff/hours.ts';
import { teamModes } from '../../db/staff/sla-modes.ts';
import { staffOf } from '../../db/staff/team-load.ts';
import { managingRoles } from '../../domain/people/roles.ts';
import { agreementDocument } from '../../domain/sales/agreement-document.ts';
import { agreementKept } from '../../domain/sales/agreement.ts';
import type { Document } from '../../domain/text/document.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { scopeOf } from '../reports/input.ts';

/** What marketing and sales agreed on, with what they kept of it in the last days. */
export async function agreement(deps: ApiDeps, days: number): Promise<Document> {
  const { db, clock, policy } = deps;
  const figures = agreementKept(policy.agreement, await agreementOf(db, scopeOf(deps, {}, days)), days);
  const date = new Date(clock.now()).toISOString().slice(0, 10);
  const [modes, staff, written] = await Promise.all([teamModes(db), staffOf(db), writtenHours(db, undefined)]);
  const teams = modes.map((team) => ({
    ...team,
    managers: staff.filter(({ teamId, role, active }) => teamId === team.id && active && manages(role)).map(({ name }) => name),
  }));
  const hours = written.flatMap(({ reps, ...team }) => [team, ...reps]);
  return agreementDocument(policy, { date, days, figures, teams, hours });
}

const manages = (role: RepRole): boolean => (managingRoles as readonly RepRole[]).includes(role);
