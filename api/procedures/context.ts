import type { FastifyBaseLogger } from 'fastify';
import type { LinkSigner } from '../../content/link-signer.ts';
import type { Db } from '../../db/database.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import type { Engine } from '../../engine/engine.ts';
import type { DnsResolver } from '../mail/authenticate.ts';
import type { ApiSettings } from '../settings.ts';

/** Everything through which the API reaches the world; given once, by the composition root. */
export interface ApiDeps {
  readonly db: Db;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly links: LinkSigner;
  readonly policy: Policy;
  readonly settings: ApiSettings;
  /** A new id (uuid v7); the virtual engine gives seeded ones. */
  readonly newId: () => string;
  readonly log: FastifyBaseLogger;
  /** Looks up the keys by which domains sign their mail; without one, no signature counts. */
  readonly resolver?: DnsResolver | undefined;
}

/** A request for a procedure. */
export interface ProcedureCall extends ApiDeps {
  /** Whose key came with the request; nobody's without one. */
  readonly principal: Principal | undefined;
  /** The caller's `Idempotency-Key`, by which a request can be repeated. */
  readonly idempotencyKey?: string | undefined;
  /** From where the request comes; unknown without HTTP. */
  readonly ip?: string | undefined;
}

/** What a procedure is given. */
export interface Context extends ProcedureCall {
  /** The schema of a procedure's input. */
  readonly inputOf: (path: string) => unknown;
}
