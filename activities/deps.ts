import type { Logger } from 'pino';
import type { Compiled } from '../content/compiled-format.ts';
import type { LinkSigner } from '../content/link-signer.ts';
import type { Renderer } from '../content/render.ts';
import type { Db } from '../db/database.ts';
import type { Steps } from '../domain/lead/step.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { TextChannel } from '../domain/contact/text-channel.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Provider } from '../domain/lead/provider.ts';
import type { Mailer } from './touch/mailer.ts';

/** Everything through which activities reach the world. The composition root passes it in once. */
export interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly mailer: Mailer;
  /** The channels that the app has added to email. */
  readonly channels?: readonly TextChannel[];
  readonly policy: Policy;
  /** The emails and texts of the app. */
  readonly content: Compiled;
  readonly renderer: Renderer;
  readonly links: LinkSigner;
  readonly providers: readonly Provider[];
  /** The steps of the app. */
  readonly steps: Steps;
  readonly settings: Settings;
  /** Creates an id (uuid v7); the virtual engine creates seeded ones. */
  readonly newId: () => string;
  readonly log: Logger;
  /** Emails being sent in the background because the email server is slow. Stopping the worker waits for them. */
  readonly underWay?: Set<Promise<unknown>>;
}

export interface Settings {
  /** The base URL of the public routes, without a trailing slash: `https://go.example.com`. */
  readonly publicUrl: string;
  readonly sender: {
    readonly name: string;
    readonly address: string;
    /** The domain of Message-ID, VERP envelope and DKIM. */
    readonly domain: string;
    /** The postal address in every commercial email. */
    readonly postalAddress: string;
  };
  /** The domain whose emails the platform gets: then reps can copy what they write to leads. */
  readonly inboundDomain?: string | undefined;
  readonly limits: {
    /** Real emails a second, across all workers. */
    readonly perSecond: number;
    /** Real emails a second to one domain, across all workers. */
    readonly perDomainPerSecond: number;
    /** How long a claim lasts, in real seconds. The sender of a slower email renews it. */
    readonly leaseSeconds: number;
  };
}
