import type { FastifyRequest } from 'fastify';
import type { Visitor } from '../../db/contact/confirmations.ts';
import { cut } from '../../domain/text/cut.ts';
import { storable } from '../import/cell-text.ts';

/** The sender of a request, for the proof of a consent. */
export const visitorOf = ({ ip, headers }: FastifyRequest): Visitor => ({
  // An IPv4 address is written as such, even if the server listens on IPv6.
  ip: cut(storable(ip), 100).replace(/^::ffff:(?=\d+\.)/i, ''),
  agent: headers['user-agent'] && cut(storable(headers['user-agent']), 500),
});
