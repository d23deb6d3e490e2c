import { sql } from 'kysely';
import { touch } from '../../activities/touch/touch.ts';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { createRenderer } from '../../content/render.ts';
import type { Db } from '../../db/database.ts';
import { insertSingles } from '../../db/touches/singles.ts';
import { createSingles } from '../../worker/singles.ts';
import { depsOf, log } from '../activities.ts';
import { wallClock } from '../../domain/time/clock.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { compiled } from '../app.ts';
import { atOnce } from '../at-once.ts';
import { settledHeap } from '../heap.ts';
import { inTurns } from '../in-turns.ts';
import { bareTransport, dkim, dkimKey, mailsOf } from '../mail.ts';
import { atMost, ratioAtLeast, type Measurement } from '../measurement.ts';
import { addLeads } from '../people.ts';
import { stopwatch } from '../stopwatch.ts';
import { TUESDAY } from '../virtual-world.ts';

const EMAIL = 'follow-us';
const SHARES = 5;

const MB = 2 ** 20;

export const broadcast: Measurement = {
  name: 'broadcast',
  about: 'a campaign of a single email to --leads leads: SMTP with DKIM, and a durable Postgres',
  async run(ground) {
    const { db, smtpUrl } = await ground.stack();
    const key = dkimKey();
    await using mailer = await createSmtpMailer({ url: smtpUrl, dkim: dkim(key) });
    let at = TUESDAY;
    const clock = { spec: wallClock, now: () => at };
    const deps = depsOf({ db, clock, mailer, renderer: createRenderer(compiled) });
    const singles = createSingles({ db, clock, log, touch: touch(deps) });
    const share = Math.floor(ground.leads / SHARES);
    for (let nth = 1; nth <= SHARES; nth++) await queue(db, share, TUESDAY + nth * MINUTE);
    await sql`analyze`.execute(db);
    const library = bareTransport(smtpUrl, key);
    const heaps: number[] = [];
    let shares = 0;
    const { rate, thread } = await inTurns(
      SHARES,
      async () => {
        at += MINUTE;
        const took = await timed(share, () => singles.sendDue());
        await mustBeSent(db, share * ++shares);
        return took;
      },
      async () => {
        const took = await timed(share, () => sendBare(library, share));
        heaps.push(await settledHeap());
        ground.say(`  ${heaps.length * share} emails; nodemailer alone: ${took.rate.toFixed(0)} a second`);
        return took;
      },
    );
    library.close();
    const beside = 'nodemailer alone';
    return [
      { name: 'broadcast/emails', ...rate, unit: 'emails/s', beside, budget: ratioAtLeast(0.8) },
      { name: 'broadcast/cpu-per-email', ...thread, unit: 'ms', beside },
      { name: 'broadcast/heap-growth', value: (heaps.at(-1)! - heaps[1]!) / MB, unit: 'MB', budget: atMost(10) },
    ];
  },
};

async function timed(emails: number, send: () => Promise<void>) {
  const took = stopwatch();
  await send();
  const { wall, thread } = took();
  return { rate: (emails / wall) * 1000, thread: thread / emails };
}

async function queue(db: Db, count: number, at: number): Promise<void> {
  const clock = { origin: 0, realOrigin: 0, speed: 1 };
  for (let n = 0; n < count; n += 1_000) {
    const leads = await addLeads(db, { count: Math.min(1_000, count - n), program: 'none', at, clock });
    const rows = leads.map(({ leadId }) => ({ key: `${leadId}/single`, leadId, dueAt: at }));
    const { campaignId } = leads[0]!;
    await db.transaction().execute(async (trx) => await insertSingles(trx, rows, { campaignId, content: EMAIL, at }));
  }
}

async function mustBeSent(db: Db, count: number): Promise<void> {
  const { rows } = await sql<{ sent: number }>`select count(*)::int as sent from touches where state = 'accepted'`.execute(db);
  if (rows[0]!.sent !== count) throw new Error(`${rows[0]!.sent} of ${count} emails were sent`);
}

async function sendBare(library: ReturnType<typeof bareTransport>, count: number): Promise<void> {
  const mailTo = mailsOf(EMAIL);
  const mails = Array.from({ length: count }, (_, n) => n);
  await atOnce(mails, 60, async (n) => {
    const { from, to, subject, html, text, messageId, envelopeFrom, headers } = mailTo(
      { name: 'Ann', address: `ann@fleet${n}.example` },
      `${n}`,
    );
    await library.sendMail({ from, to, subject, html, text, messageId, envelope: { from: envelopeFrom, to: to.address }, headers: { ...headers } }); // prettier-ignore
  });
}
