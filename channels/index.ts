/** The channels that come with Trellis, and what an app's own channel consists of. */
export { sms, type SmsOptions } from './sms.ts';
export { gateway, type Gateway, type GatewayOptions } from './gateway.ts';
export { keywordIn } from './keywords.ts';
export type { ChannelRequest, Incoming, OutgoingText, TextChannel, TextSample } from '../domain/contact/text-channel.ts';
export type { SendOutcome } from '../domain/contact/send-outcome.ts';
