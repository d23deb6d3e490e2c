import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiRole } from '../../db/columns.ts';
import { authenticate, authorise } from '../procedures/auth.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import { notePrincipal } from './principals.ts';
import type { Limiters } from './rates.ts';

/** Who may use a route: these roles and admins; without roles everybody with a key. */
interface KeyHolders {
  readonly roles?: readonly ApiRole[];
  /** The route, as a refusal and the log name it. */
  readonly what: string | ((request: FastifyRequest) => string);
}

/**
 * A hook that lets in who has a key, before the body is read: nobody uploads a file to be turned away.
 * @throws Refusal without a key, with one of another role, and when too many requests came with it
 */
export const keyHolders =
  (deps: ApiDeps, limiters: Limiters, { roles, what }: KeyHolders) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const route = typeof what === 'string' ? what : what(request);
    const principal = await authenticate(deps, request, route).catch(async (error: unknown) => {
      if (error instanceof Refusal) await limiters.wrongKey(request, reply);
      throw error;
    });
    if (!principal) await limiters.wrongKey(request, reply);
    const door = { principal, ip: request.ip, log: deps.log };
    // A procedure asks for the role itself.
    notePrincipal(request, authorise(door, roles ?? (principal ? [principal.role] : []), route));
    await limiters.key(request, reply);
  };
