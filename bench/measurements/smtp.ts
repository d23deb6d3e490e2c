import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import type { OutgoingEmail } from '../../activities/touch/mailer.ts';
import { atOnce } from '../at-once.ts';
import { inTurns } from '../in-turns.ts';
import { bareTransport, dkim, dkimKey, mailsOf } from '../mail.ts';
import { ratioAtLeast, type Measurement } from '../measurement.ts';
import { stopwatch } from '../stopwatch.ts';

const MAILS = 600;
const ROUNDS = 3;
const DEADLINE = 10_000;

export const smtp: Measurement = {
  name: 'smtp',
  about: 'emails per second over SMTP, signed with DKIM, from one process',
  async run(ground) {
    const url = await ground.sink();
    const key = dkimKey();
    await using ours = await createSmtpMailer({ url, dkim: dkim(key) });
    const library = bareTransport(url, key);
    const mailTo = mailsOf('market-guide');
    const mails = Array.from({ length: MAILS }, (_, n) =>
      mailTo({ name: 'Ann Harper', address: `ann@fleet${n}.example` }, `${n}`),
    );
    const { rate, thread } = await inTurns(
      ROUNDS,
      () => sent(mails, async (mail) => accepted(await ours.send(mail, DEADLINE))),
      () => sent(mails, (mail) => library.sendMail(plain(mail))),
    );
    library.close();
    const beside = 'nodemailer alone';
    return [
      { name: 'smtp/mails', ...rate, unit: 'emails/s', beside, budget: ratioAtLeast(0.8) },
      { name: 'smtp/cpu-per-mail', ...thread, unit: 'ms', beside },
    ];
  },
};

async function sent(mails: readonly OutgoingEmail[], send: (mail: OutgoingEmail) => Promise<unknown>) {
  const took = stopwatch();
  await atOnce(mails, 60, send);
  const { wall, thread } = took();
  return { rate: (mails.length / wall) * 1000, thread: thread / mails.length };
}

function accepted({ state }: { readonly state: string }): void {
  if (state !== 'accepted') throw new Error(`expected the sink to accept every email, got ${state}`);
}

const plain = ({ from, to, subject, html, text, messageId, envelopeFrom, headers }: OutgoingEmail) =>
  ({ from, to, subject, html, text, messageId, envelope: { from: envelopeFrom, to: to.address }, headers: { ...headers } }); // prettier-ignore
