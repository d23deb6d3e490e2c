import type { Permissions } from '../../db/contact/permissions.ts';
import type { ConsentPolicy } from '../../domain/contact/consent-policy.ts';
import { contactability, mayMessage, type Contactability } from '../../domain/contact/contactability.ts';
import { channels, type Channel } from '../../domain/contact/suppression.ts';
import { labelOf } from '../../domain/text/own.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** Which channels may reach a lead with marketing, or with a call; those that the app has added, too. */
export const reachedBy = (
  added: ApiDeps['channels'] = [],
  consent: ConsentPolicy,
  { consents, suppressions }: Permissions,
  at: Instant,
): Record<Channel, Contactability> =>
  Object.fromEntries([
    ...kindsOf(channels).map((channel) => [channel, contactability(consent, consents, suppressions, channel, at)]),
    ...added.map(({ id, ...means }) => [
      id,
      mayMessage({ ...means, channel: id as Channel }, consent, consents, suppressions, at, 'marketing'),
    ]),
  ]) as Record<Channel, Contactability>;

/** What a channel is called. */
export const channelLabel = (added: ApiDeps['channels'] = [], channel: string): string =>
  added.find(({ id }) => id === channel)?.label ?? labelOf(channels, channel);
