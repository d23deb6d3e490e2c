import type { Logger } from 'pino';
import type { Compiled } from '../content/compiled-format.ts';
import type { LinkSigner } from '../content/link-signer.ts';
import type { Renderer } from '../content/render.ts';
import type { Db } from '../db/database.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Provider } from './enrich/provider.ts';
import type { Mailer } from './touch/mailer.ts';

/** Everything through which activities reach the world; given once, by the composition root. */
export interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly mailer: Mailer;
  readonly policy: Policy;
  /** The emails of the app. */
  readonly content: Compiled;
  readonly renderer: Renderer;
  readonly links: LinkSigner;
  readonly providers: readonly Provider[];
  readonly settings: Settings;
  /** A new id (uuid v7); the virtual engine gives seeded ones. */
  readonly newId: () => string;
  readonly log: Logger;
  /** Mails that are on their way beside the leads, because a mail server takes long. Who stops the worker waits for them. */
  readonly underWay?: Set<Promise<unknown>>;
}

export interface Settings {
  /** Where the public routes are reached, without a slash at the end: `https://go.example.com`. */
  readonly publicUrl: string;
  readonly sender: {
    readonly name: string;
    readonly address: string;
    /** The domain of Message-ID, VERP envelope and DKIM. */
    readonly domain: string;
    /** The postal address that every commercial mail carries. */
    readonly postalAddress: string;
  };
  readonly limits: {
    /** Real mails a second, over all workers. */
    readonly perSecond: number;
    /** Real mails a second to one domain, over all workers. */
    readonly perDomainPerSecond: number;
    /** How long a claim holds, in real seconds; the sender of a mail that takes longer renews it. */
    readonly leaseSeconds: number;
  };
}
