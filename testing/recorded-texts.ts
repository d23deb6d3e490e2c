import type { Incoming, OutgoingText, TextChannel } from '../domain/contact/text-channel.ts';

export interface RecordedTexts {
  /** Everything that was sent, in order. */
  readonly all: readonly OutgoingText[];
  /** The texts to a number or an address, in order. */
  to(address: string): readonly OutgoingText[];
  /** The channel with a gateway that accepts everything, and signs nothing. */
  readonly recording: (channel: TextChannel) => TextChannel;
}

/** Records texts instead of sending them. */
export function recordTexts(): RecordedTexts {
  const all: OutgoingText[] = [];
  return {
    all,
    to: (address) => all.filter(({ to }) => to === address),
    recording: (channel) => ({
      ...channel,
      send(text) {
        all.push(text);
        return Promise.resolve({ state: 'accepted' });
      },
      receive: ({ body }) => JSON.parse(body.toString('utf8')) as Incoming,
    }),
  };
}
