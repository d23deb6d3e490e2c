import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Our cookies. The prefix makes browsers refuse them from another host, from a subdomain and without TLS; on this machine, Chromium and
 * Firefox take them without TLS, too. `Lax`: a link in an email brings them along, a form of another site does not.
 */
export const cookies = {
  /** The session of a person. */
  session: '__Host-trellis',
  /** The browser that asked for a link. */
  browser: '__Host-trellis-browser',
} as const;

type Cookie = keyof typeof cookies;

/** The value of a cookie. */
export function readCookie({ headers: { cookie = '' } }: Pick<FastifyRequest, 'headers'>, name: Cookie): string | undefined {
  const start = `${cookies[name]}=`;
  const found = cookie.split(/;\s*/).find((one) => one.startsWith(start));
  return found?.slice(start.length) || undefined;
}

/** Sets a cookie. @param seconds its life; 0 deletes it */
export function setCookie(reply: FastifyReply, name: Cookie, value: string, seconds: number): void {
  void reply.header('set-cookie', `${cookies[name]}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`);
}
