import type { VirtualWorld } from '../../testing/virtual-world.ts';

/** A `fetch` that reaches the API of a virtual world, without a network. */
export const askWorld =
  (world: Pick<VirtualWorld, 'request'>): typeof fetch =>
  async (url, init) => {
    const asked = new Request(url, init);
    const { statusCode, body } = await world.request(asked.url, {
      method: asked.method as 'GET' | 'POST',
      headers: Object.fromEntries(asked.headers),
      body: asked.body ? await asked.text() : undefined,
    });
    return new Response(body || null, { status: statusCode });
  };
