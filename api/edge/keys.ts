import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiRole } from '../../db/columns.ts';
import { authenticate, authorise } from '../auth.ts';
import type { ApiDeps } from '../context.ts';
import { notePrincipal } from './principals.ts';
import type { Limiters } from './rates.ts';

/** Who may use a route: these roles and admins; without roles everybody with a key. */
interface KeyHolders {
  readonly roles?: readonly ApiRole[];
  /** The route, as a refusal names it. */
  readonly what: string;
}

/**
 * A hook that lets in who has a key, before the body is read: nobody uploads a file to be turned away.
 * @throws Refusal without a key, with one of another role, and when too many requests came with it
 */
export const keyHolders =
  ({ db }: ApiDeps, limiters: Limiters, { roles, what }: KeyHolders) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const principal = await authenticate(db, request.headers.authorization);
    if (!principal) await limiters.wrongKey(request, reply);
    // A procedure asks for the role itself.
    notePrincipal(request, authorise(principal, roles ?? (principal ? [principal.role] : []), what));
    await limiters.key(request, reply);
  };
