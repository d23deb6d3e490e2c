import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiRole } from '../../db/columns.ts';
import { authenticate, authorise } from '../procedures/auth.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import { setPrincipal } from './principals.ts';
import type { Limiters } from './rates.ts';
import { personOf } from './session.ts';

/** Who may use a route: these roles and admins; without roles, every key. */
interface KeyHolders {
  readonly roles?: readonly ApiRole[];
  /** The name of the route in refusals and the log. */
  readonly what: string | ((request: FastifyRequest) => string);
}

/**
 * A hook that checks the key, or the session of a person, before the body is read, so that no one uploads a file only to be refused.
 * @throws Refusal without either, for another role, and after too many requests by the same sender
 */
export const requireKey =
  (deps: ApiDeps, limiters: Limiters, { roles, what }: KeyHolders) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const route = typeof what === 'string' ? what : what(request);
    const key = await authenticate(deps, request, route).catch(async (error: unknown) => {
      if (error instanceof Refusal) await limiters.wrongKey(request, reply);
      throw error;
    });
    // A program sends a key on purpose; a browser sends a cookie automatically.
    const principal = key ?? (await personOf(deps, request));
    if (!principal) await limiters.wrongKey(request, reply);
    const door = { principal, ip: request.ip, log: deps.log };
    // A procedure checks the role itself.
    setPrincipal(request, authorise(door, roles ?? (principal ? [principal.role] : []), route));
    await limiters.key(request, reply);
  };
