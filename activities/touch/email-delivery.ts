import { HOUR } from '../../domain/time/duration.ts';
import type { Deps } from '../deps.ts';
import type { Delivery } from './delivery.ts';
import { render } from './render.ts';

/** Real milliseconds; longer than the timeouts of all steps together. */
const LONGEST_SEND = HOUR;

/** Emails: in HTML and text, by the policy's hours, through the email server. */
export const emailDelivery = (deps: Deps): Delivery => ({
  channel: 'email',
  addressedBy: 'email',
  sending: deps.policy.sending,
  covers: () => true,
  prepare(order, facts, entry, at) {
    const { rendered, email } = render(deps, order, facts, entry, at);
    const { perSecond, perDomainPerSecond } = deps.settings.limits;
    const domain = email.to.address.slice(email.to.address.lastIndexOf('@') + 1).toLowerCase();
    return {
      rendered,
      messageId: email.messageId,
      rates: [
        { bucket: 'all', perSecond },
        { bucket: `domain/${domain}`, perSecond: perDomainPerSecond },
      ],
      send: (mayGo) => deps.mailer.send(email, LONGEST_SEND, mayGo),
    };
  },
});
