import type { FastifyBaseLogger } from 'fastify';
import type { LinkSigner } from '../../content/link-signer.ts';
import type { ApiRole } from '../../db/columns.ts';
import type { Db } from '../../db/database.ts';
import type { SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { TextChannel } from '../../domain/contact/text-channel.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Simulate } from '../campaigns/simulator.ts';
import type { MeasureRequest } from '../edge/answered.ts';
import type { DnsResolver } from '../mail/authenticate.ts';
import type { ChangeFeed } from '../live/change-feed.ts';
import type { ApiSettings } from '../settings.ts';

/** An email that lets a person sign in. */
export interface SignInEmail {
  readonly to: { readonly name: string; readonly address: string };
  readonly link: string;
  /** A link that signs in itself works for a few minutes; an invitation leads to the page that sends one. */
  readonly kind: 'link' | 'invitation';
}

/** Everything through which the API reaches the world. The composition root passes it in once. */
export interface ApiDeps {
  readonly db: Db;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly links: LinkSigner;
  readonly policy: Policy;
  /** The channels that the app has added to email and calls. */
  readonly channels?: readonly TextChannel[];
  readonly settings: ApiSettings;
  /** Creates an id (uuid v7); the virtual engine creates seeded ones. */
  readonly newId: () => string;
  /** Sends an email of the app to an address as a test; missing where the API has no email server. */
  readonly sendTest?: ((order: { readonly email: string; readonly to: string }) => Promise<SendOutcome>) | undefined;
  /** Simulates a sample of an audience; missing where nobody hands in modelled people. */
  readonly simulate?: Simulate | undefined;
  /** Whether workers of this installation simulate months for forecasts. */
  readonly simulatesMonths?: boolean | undefined;
  /** Sends a person of the company a link to the console; missing where the API has no email server. */
  readonly sendSignIn?: ((order: SignInEmail) => Promise<SendOutcome>) | undefined;
  readonly log: FastifyBaseLogger;
  /** Measures answered requests. */
  readonly measure?: MeasureRequest | undefined;
  /** Looks up the keys that domains sign their emails with; without it, no signature counts. */
  readonly resolver?: DnsResolver | undefined;
}

/** A call of a procedure. */
export interface ProcedureCall extends ApiDeps {
  /** The principal of the request's key; undefined without a key. */
  readonly principal: Principal | undefined;
  /** The caller's `Idempotency-Key`, which makes a request repeatable. */
  readonly idempotencyKey?: string | undefined;
  /** The address of the sender; undefined without HTTP. */
  readonly ip?: string | undefined;
  /** What changes while somebody listens; undefined without HTTP. */
  readonly changes?: ChangeFeed | undefined;
}

/** The context of a procedure. */
export interface Context extends ProcedureCall {
  /** The schema of a procedure's input. */
  readonly inputOf: (path: string) => unknown;
  /** The names of all procedures. */
  readonly procedures: readonly string[];
  /** The names of those that a role may call. */
  readonly allowedFor: (role: ApiRole) => readonly string[];
}
