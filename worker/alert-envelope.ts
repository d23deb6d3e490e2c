import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import { messageIdOf } from '../activities/touch/render.ts';
import { alertKinds, type AlertKind } from '../db/alerts/alert-kinds.ts';
import type { ConfirmationsDeps } from './confirmations.ts';

/** What all alerts have in common: the sender, the rep, and where a bounce goes. */
export function alertEnvelope(
  {
    links,
    settings: { sender },
    clock,
  }: Pick<ConfirmationsDeps, 'links' | 'clock'> & { readonly settings: Pick<ConfirmationsDeps['settings'], 'sender'> },
  id: string,
  { rep, address }: { readonly rep: string; readonly address: string },
): Pick<OutgoingEmail, 'key' | 'messageId' | 'envelopeFrom' | 'from' | 'to' | 'date' | 'headers'> {
  const key = `${id}/alert/1`;
  return {
    key,
    messageId: messageIdOf(key, sender.domain),
    envelopeFrom: `${links.signEnvelope(key)}@${sender.domain}`,
    from: { name: `Trellis at ${sender.name}`, address: sender.address },
    to: { name: rep, address },
    date: clock.now(),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** The last line of an alert: why the rep gets it, and how to get fewer. */
export const whyYouGetIt = (kind: AlertKind): string =>
  `You get this email because of: ${alertKinds[kind].label}. Choose your alerts in the console, under Settings.`;
