import type { FastifyInstance } from 'fastify';
import type { Incoming, TextChannel } from '../../domain/contact/text-channel.ts';
import { takeIncoming } from '../channels/take-incoming.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';

/**
 * `POST /webhooks/channels/CHANNEL`: a text from a person, or a report about one of ours, as the channel's gateway signs it. It is saved
 * before it is answered. The answer may hold a `reply`, which the gateway sends to the person.
 */
export function channelWebhook(app: FastifyInstance, deps: ApiDeps): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post<{ Params: { channel: string } }>('/webhooks/channels/:channel', async ({ params, headers, body }, reply) => {
    const channel = deps.channels?.find(({ id }) => id === params.channel);
    if (!channel) throw unknownChannel(deps);
    const incoming = read(channel, headers, body);
    if (!incoming) throw notSigned;
    await reply.send({ reply: await takeIncoming(deps, channel, incoming) });
  });
}

/** @throws Refusal if the gateway has signed something that is neither a text nor a report */
function read(
  channel: TextChannel,
  headers: Parameters<TextChannel['receive']>[0]['headers'],
  body: unknown,
): Incoming | undefined {
  try {
    return channel.receive({ headers, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badRequest('textMalformed', 'The body is neither a text nor a delivery report.', undefined, error.message);
  }
}

const unknownChannel = ({ channels = [] }: ApiDeps): Refusal =>
  new Refusal('NOT_FOUND', 'There is no such channel.', {
    code: 'channelUnknown',
    value: channels.map(({ id }) => id),
    todo: 'Post to /webhooks/channels/NAME, where NAME is a channel in trellis.config.ts.',
  });

const notSigned = new Refusal('UNAUTHORIZED', 'The request is not signed by the gateway.', {
  code: 'notSigned',
  value: undefined,
  todo: 'Sign the body with the token of the channel in trellis.config.ts.',
});
