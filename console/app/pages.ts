import type { Outputs } from '../../client/index.ts';

type Me = Outputs['people']['me'];

interface PageInMenu {
  readonly path: string;
  readonly label: string;
  /** Who finds it in the menu; the API decides what they see there. */
  readonly roles: readonly Me['role'][];
  /** It shows somebody's own tasks, and only reps have some. */
  readonly ofRep?: true;
  /** Pressed after `g`. */
  readonly key: string;
}

/** The pages of the menu, in its order. An admin finds them all. */
const pages = [
  { path: '/my-day', label: 'My day', roles: ['rep', 'manager'], ofRep: true, key: 'd' },
  { path: '/leads', label: 'Leads', roles: ['rep', 'manager', 'marketer'], key: 'l' },
  { path: '/accounts', label: 'Companies', roles: ['rep', 'manager', 'marketer'], key: 'a' },
  { path: '/campaigns', label: 'Campaigns', roles: ['manager', 'marketer'], key: 'c' },
  { path: '/imports', label: 'Imports', roles: ['marketer'], key: 'i' },
  { path: '/team', label: 'Team', roles: ['manager'], key: 't' },
  { path: '/funnel', label: 'Funnel and money', roles: ['manager', 'marketer'], key: 'f' },
  { path: '/content', label: 'Content', roles: ['rep', 'manager', 'marketer'], key: 'n' },
  { path: '/operations', label: 'Operations', roles: ['manager', 'marketer'], key: 'o' },
  { path: '/settings', label: 'Settings', roles: ['rep', 'manager', 'marketer'], key: 's' },
] as const satisfies readonly PageInMenu[];

/** The pages that somebody finds in the menu. */
export const pagesOf = ({ role, repId }: Pick<Me, 'role' | 'repId'>) =>
  pages.filter(
    ({ roles, ofRep }: PageInMenu) => (role === 'admin' || roles.includes(role)) && (ofRep === undefined || repId !== undefined),
  );
