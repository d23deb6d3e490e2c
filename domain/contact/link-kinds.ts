import { kinds } from '../text/kinds.ts';

interface LinkKindSpec {
  /** The path below the public address. */
  readonly path: string;
  /** How long the link is valid; for ever if missing. Law and readers expect the opt-out of an old email to work. */
  readonly days?: number;
}

/** The purposes of signed links. Each has its own path, so that a token can't be used for another purpose. */
export const linkKinds = kinds<LinkKindSpec>()({
  click: { path: 'c', days: 365 },
  answer: { path: 'a' },
  open: { path: 'o', days: 365 },
  unsubscribe: { path: 'u' },
  preferences: { path: 'p' },
  /** The request expires earlier, and the page says so. */
  confirm: { path: 'y', days: 60 },
  /** A form stays on a website for years. */
  form: { path: 'f' },
  /** The task that an alert is about. It shows personal data to anybody who has the email. */
  task: { path: 't', days: 30 },
  /** Tells the company's website who comes from an email. People copy and share URLs, so it is short-lived. */
  visitor: { path: 'v', days: 1 },
});

export type LinkKind = keyof typeof linkKinds;
