import type { Outputs } from '../../client/index.ts';

type Role = Outputs['people']['me']['role'];

interface PageInMenu {
  readonly path: string;
  readonly label: string;
  /** Who finds it in the menu; the API decides what they see there. */
  readonly roles: readonly Role[];
  /** Pressed after `g`. */
  readonly key: string;
}

/** The pages of the menu, in its order. An admin finds them all. */
export const pages = [
  { path: '/my-day', label: 'My day', roles: ['rep', 'manager'], key: 'd' },
  { path: '/leads', label: 'Leads', roles: ['rep', 'manager', 'marketer'], key: 'l' },
  { path: '/campaigns', label: 'Campaigns', roles: ['manager', 'marketer'], key: 'c' },
  { path: '/content', label: 'Content', roles: ['rep', 'manager', 'marketer'], key: 'n' },
] as const satisfies readonly PageInMenu[];

export const pagesOf = (role: Role) => pages.filter(({ roles }: PageInMenu) => role === 'admin' || roles.includes(role));
