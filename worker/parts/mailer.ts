import { createSmtpMailer, type SmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import type { OutgoingEmail } from '../../activities/touch/mailer.ts';
import type { SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { ProcessSettings } from '../settings.ts';

/** Real milliseconds that an email server gets for a single email. */
const ONE_EMAIL_TIMEOUT = 30_000;

/** The mailer of the email server that the settings name. */
export const mailerOf = ({ smtp, dkim, activities: { sender } }: ProcessSettings): Promise<SmtpMailer> =>
  createSmtpMailer({ ...smtp, dkim: dkim && { domain: sender.domain, ...dkim } });

/** Sends one email over a connection of its own. */
export async function sendOne(settings: ProcessSettings, email: OutgoingEmail): Promise<SendOutcome> {
  await using mailer = await mailerOf(settings);
  return await mailer.send(email, ONE_EMAIL_TIMEOUT);
}
