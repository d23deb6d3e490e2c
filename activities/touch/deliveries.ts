import type { ContentEntry } from '../../content/entry.ts';
import { ContentError } from '../../content/errors.ts';
import type { Deps } from '../deps.ts';
import type { Delivery } from './delivery.ts';
import { emailDelivery } from './email-delivery.ts';
import { textDelivery } from './text-delivery.ts';

/** Finds the delivery of a content: that of its channel. */
export function deliveries(deps: Deps): (content: string, entry: ContentEntry) => Delivery {
  const all = [emailDelivery(deps), ...(deps.channels ?? []).map((channel) => textDelivery(deps, channel))];
  return (content, { channel = 'email' }) => {
    const delivery = all.find((one) => one.channel === channel);
    if (delivery) return delivery;
    throw new ContentError('channelMissing', `"${content}" goes out by "${channel}": add this channel to trellis.config.ts.`);
  };
}
