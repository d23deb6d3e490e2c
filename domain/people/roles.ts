import type { Lifter } from '../contact/suppression.ts';
import { kinds, kindsOf } from '../text/kinds.ts';

interface RepRoleSpec {
  /** Reaches the leads who are ready for sales. */
  readonly calls?: true;
  /** Leads a team: decides about its tasks, and takes some only where nobody else is there. */
  readonly manages?: true;
}

/** What a rep is in their team. */
export const repRoles = kinds<RepRoleSpec>()({
  sdr: { calls: true },
  salesperson: {},
  manager: { manages: true },
});

export type RepRole = keyof typeof repRoles;

/** The roles of reps who reach leads first. */
export const callingRoles = kindsOf(repRoles, ({ calls }) => calls);

/** The roles of reps who lead a team. */
export const managingRoles = kindsOf(repRoles, ({ manages }) => manages);

interface ApiRoleSpec {
  /** Real days that a key lives unless it is told otherwise. */
  readonly days: number;
  /** Whose key it can be: `must` be a rep's, `may` be a manager's; missing: no rep's. */
  readonly rep?: 'must' | 'mayManage';
  /** Which leads it may change: `own` and those that wait for the rep's team, those of the rep's `team`, or `all`. */
  readonly changes: 'all' | 'team' | 'own' | 'none';
  /** As what it opens a closed channel. */
  readonly lifts?: Lifter;
}

/** What the bearer of an API key may do, beside what each procedure says. */
export const apiRoles = kinds<ApiRoleSpec>()({
  /** May call everything. */
  admin: { days: 90, changes: 'all', lifts: 'marketer' },
  marketer: { days: 90, changes: 'all', lifts: 'marketer' },
  rep: { days: 90, rep: 'must', changes: 'own', lifts: 'rep' },
  manager: { days: 90, rep: 'mayManage', changes: 'team', lifts: 'manager' },
  /** A website's key is changed by hand in many places. */
  intake: { days: 365, changes: 'none' },
});

export type ApiRole = keyof typeof apiRoles;
