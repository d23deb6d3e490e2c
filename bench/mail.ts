import { generateKeyPairSync } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import { compiled } from './app.ts';
import { sampleValues } from '../content/preview.ts';
import { createRenderer } from '../content/render.ts';
import { settings } from './activities.ts';

const { domain } = settings.sender;

/** A DKIM key with the usual 2048 bits. */
export const dkimKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export const dkim = (privateKey: string) => ({ domain, selector: 'bench', privateKey });

/** The mail library in its usual setup: as many pooled connections as ours, the key parsed once, defaults otherwise. */
export const bareTransport = (url: string, privateKey: string) =>
  createTransport({
    url,
    pool: true,
    maxConnections: 20,
    maxMessages: 1000,
    dkim: { domainName: domain, keySelector: 'bench', privateKey },
  });

/** Creates emails of one content as a touch does. */
export function mailsOf(contentId: string): (to: OutgoingEmail['to'], key: string) => OutgoingEmail {
  const renderer = createRenderer(compiled);
  const linkFor = (link: string) => `${settings.publicUrl}/c/${link}`;
  return (to, key) => {
    const { subject, html, text } = renderer.render(contentId, ['champion'], sampleValues, linkFor);
    return {
      key,
      messageId: `<${key}@${domain}>`,
      envelopeFrom: `b-${key}@${domain}`,
      from: settings.sender,
      to,
      date: Date.now(),
      subject,
      html,
      text,
      headers: {
        'List-Unsubscribe': `<${settings.publicUrl}/u/${key}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'List-Id': `"${settings.sender.name}" <mails.${domain}>`,
        'Feedback-ID': 'campaign:market-guide:educate:trellis',
      },
      links: {},
    };
  };
}
