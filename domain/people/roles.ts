import type { Lifter } from '../contact/suppression.ts';
import { kinds, kindsOf } from '../text/kinds.ts';

interface RepRoleSpec {
  /** Contacts leads that are ready for sales. */
  readonly calls?: true;
  /** Manages a team: decides about its tasks, and takes them only if no other rep can. */
  readonly manages?: true;
  /** Gets the reports about marketing, and no tasks. */
  readonly markets?: true;
}

/** The roles of reps in their team. */
export const repRoles = kinds<RepRoleSpec>()({
  sdr: { calls: true },
  salesperson: {},
  manager: { manages: true },
  marketer: { markets: true },
});

export type RepRole = keyof typeof repRoles;

/** The roles of reps who contact leads first. */
export const callingRoles = kindsOf(repRoles, ({ calls }) => calls);

/** The roles of reps who manage a team. */
export const managingRoles = kindsOf(repRoles, ({ manages }) => manages);

/** The roles of those who get the reports about marketing. */
export const marketingRoles = kindsOf(repRoles, ({ markets }) => markets);

interface ApiRoleSpec {
  /** What people call its holder. */
  readonly label: string;
  /** How many real days a key is valid by default. */
  readonly days: number;
  /** Whether the key belongs to a rep: `must`, or `mayManage` for an optional manager; missing for no rep. */
  readonly rep?: 'must' | 'mayManage';
  /** Which leads it may change: the rep's `own` and those that wait for the rep's team, those of the `team`, or `all`. */
  readonly changes: 'all' | 'team' | 'own' | 'none';
  /** The actor as whom it opens closed channels. */
  readonly lifts?: Lifter;
  /** Whether people are invited with it to sign in. Reps need no invitation. */
  readonly isInvited?: true;
}

/** The roles of API keys: what the bearer may do, in addition to what each procedure says. */
export const apiRoles = kinds<ApiRoleSpec>()({
  /** May call everything. */
  admin: { label: 'administrator', days: 90, changes: 'all', lifts: 'marketer', isInvited: true },
  marketer: { label: 'marketer', days: 90, changes: 'all', lifts: 'marketer', isInvited: true },
  rep: { label: 'rep', days: 90, rep: 'must', changes: 'own', lifts: 'rep' },
  manager: { label: 'manager', days: 90, rep: 'mayManage', changes: 'team', lifts: 'manager', isInvited: true },
  /** A long life, because a website's key must be changed by hand in many places. */
  intake: { label: 'website', days: 365, changes: 'none' },
});

export type ApiRole = keyof typeof apiRoles;

/** The roles with which people are invited to sign in. */
export const invitedRoles = kindsOf(apiRoles, ({ isInvited }) => isInvited);

/** The rights of a rep who signs in. */
export const apiRoleOfRep = (role: RepRole): ApiRole =>
  repRoles[role].manages ? 'manager' : repRoles[role].markets ? 'marketer' : 'rep';
