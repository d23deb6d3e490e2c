import type { VirtualWorld } from '../../testing/virtual-world.ts';

/** A `fetch` that reaches the API of a virtual world, without a network. */
export const askWorld =
  ({ knock }: Pick<VirtualWorld, 'knock'>): typeof fetch =>
  async (url, init) => {
    const request = new Request(url, init);
    const { statusCode, body } = await knock(request.url, {
      method: request.method as 'GET' | 'POST',
      headers: Object.fromEntries(request.headers),
      body: request.body ? await request.text() : undefined,
    });
    return new Response(body || null, { status: statusCode });
  };
