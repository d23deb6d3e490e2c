import { kinds } from '../text/kinds.ts';

interface LinkKindSpec {
  /** Below the public address. */
  readonly path: string;
  /** Missing: for ever. The law and every reader expect that the way out of an old email works. */
  readonly days?: number;
}

/** What a signed link is for. Each has a path of its own, so that a token can't be used for another purpose. */
export const linkKinds = kinds<LinkKindSpec>()({
  click: { path: 'c', days: 365 },
  answer: { path: 'a' },
  open: { path: 'o', days: 365 },
  unsubscribe: { path: 'u' },
  preferences: { path: 'p' },
  /** Its request ends earlier; the page says so. */
  confirm: { path: 'y', days: 60 },
  /** A form on a page: it stands there for years. */
  form: { path: 'f' },
});

export type LinkKind = keyof typeof linkKinds;
