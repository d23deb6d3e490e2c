/** `required`: nothing is sent unencrypted. `opportunistic`: encrypted if the server offers it. */
export const tlsUses = ['required', 'opportunistic'] as const;
export type TlsUse = (typeof tlsUses)[number];

/**
 * Whether email must be encrypted. Unless a setting allows it, no login is sent in the clear to another machine.
 * @param url `smtp://…`; `smtps://` is always encrypted
 */
export function mustEncrypt(url: string, use?: TlsUse): boolean {
  if (use) return use === 'required';
  const { username, hostname } = new URL(url);
  return username !== '' && !isLoopback(hostname);
}

const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
