import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../db/system/api-keys.ts';

const principals = new WeakMap<FastifyRequest, Principal>();

/** Remembers whose key came with a request. */
export const notePrincipal = (request: FastifyRequest, principal: Principal): void => void principals.set(request, principal);

/** Whose key came with a request that was let in. */
export const principalOfRequest = (request: FastifyRequest): Principal | undefined => principals.get(request);
