import type { TextChannel } from '../../domain/contact/text-channel.ts';
import type { Deps } from '../deps.ts';
import type { Delivery } from './delivery.ts';
import { messageIdOf, valuesOf } from './render.ts';

/** The texts of a channel that the app has added. */
export const textDelivery = (deps: Deps, channel: TextChannel): Delivery => ({
  channel: channel.id as Delivery['channel'],
  addressedBy: channel.addressedBy,
  sending: { ...deps.policy.sending, ...channel.sending },
  covers: channel.covers,
  prepare(order, facts, _, at) {
    const { key } = order;
    const links: Record<string, string> = {};
    const linkFor = (name: string): string => (links[name] ??= deps.links.signShort(key, name));
    const messageId = messageIdOf(key, deps.settings.sender.domain);
    const rendered = deps.renderer.render(order.content, order.personas, valuesOf(deps, order, facts, messageId, at), linkFor);
    const text = { key, to: facts[channel.addressedBy]!, text: rendered.text.trim(), links };
    return {
      rendered,
      messageId,
      rates: [{ bucket: `channel/${channel.id}`, perSecond: channel.perSecond }],
      send: async (mayGo) => ((await mayGo()) ? await channel.send(text) : { state: 'notSent', because: 'stopped' }),
    };
  },
});
