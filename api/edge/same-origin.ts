import type { FastifyRequest } from 'fastify';
import { Refusal } from '../procedures/refusal.ts';

/** With an old browser, the console sends it with every request; a form of another site can't. */
const OWN_HEADER = 'x-trellis';

/**
 * Whether a page of ours sent a request, or, for a GET, a person who typed the URL. Browsers say so in `Sec-Fetch-Site`, which no page
 * can change; those of before 2023 send our own header, and the origin with what changes something.
 */
function isOurs({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  const onlyReads = method === 'GET' || method === 'HEAD';
  if (site !== undefined) return site === 'same-origin' || (site === 'none' && onlyReads);
  const { origin } = headers;
  if (headers[OWN_HEADER] === undefined) return false;
  return origin === undefined ? onlyReads : origin === new URL(publicUrl).origin;
}

/** @throws Refusal for a request that another site makes with a person's cookie */
export function mustBeOurs(request: FastifyRequest, publicUrl: string): void {
  if (isOurs(request, publicUrl)) return;
  throw new Refusal('FORBIDDEN', 'Another site made this request with your session.', {
    code: 'otherSite',
    todo: `Use the console. Other programs must send an API key; in an old browser, a page of ours must send the header ${OWN_HEADER}.`,
  });
}

/** The same for a form of ours, which can't send our header: it comes before there is a session. @throws Refusal for a form of another site */
export function mustComeFromUs({ headers }: Pick<FastifyRequest, 'headers'>, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site === undefined ? origin === undefined || origin === new URL(publicUrl).origin : site === 'same-origin') return;
  throw new Refusal('FORBIDDEN', 'Another site sent this form.', {
    code: 'otherSite',
    todo: 'Open /signin, and send the form there.',
  });
}
