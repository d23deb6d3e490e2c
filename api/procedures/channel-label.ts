import { channels, type Channel } from '../../domain/contact/suppression.ts';
import { own } from '../../domain/text/own.ts';
import type { ApiDeps } from './context.ts';

/** What people call a channel, also one that the app has added: `Text message`. */
export function channelLabel({ channels: added = [] }: Pick<ApiDeps, 'channels'>, channel: Channel): string {
  const { label } = own(channels, channel) ?? added.find(({ id }) => id === channel) ?? { label: channel };
  return label;
}
