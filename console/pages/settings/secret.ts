/** The secret of a new key, and its hash: the server gets only that, so no other machine ever has the key. */
export async function newSecret(): Promise<{ readonly secret: string; readonly hash: string }> {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const secret = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)));
  return { secret, hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}
