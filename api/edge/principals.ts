import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../db/system/api-keys.ts';

const principals = new WeakMap<FastifyRequest, Principal>();

/** Saves the principal of a request's key. */
export const setPrincipal = (request: FastifyRequest, principal: Principal): void => void principals.set(request, principal);

/** The principal of an admitted request's key. */
export const principalOfRequest = (request: FastifyRequest): Principal | undefined => principals.get(request);
