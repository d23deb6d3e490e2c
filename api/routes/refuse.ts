import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyReply } from 'fastify';
import { z, ZodError } from 'zod';
import { asRefusal, badRequest } from '../refusal.ts';

/** Answers a caller's mistake as JSON. @throws the error, where it is none of theirs */
export async function refuse(error: unknown, reply: FastifyReply): Promise<unknown> {
  const refusal = error instanceof ZodError ? badRequest('invalidInput', z.prettifyError(error)) : asRefusal(error);
  if (!refusal) throw error;
  return await reply.code(getHTTPStatusCodeFromError(refusal)).send({ ...refusal.data, message: refusal.message });
}
