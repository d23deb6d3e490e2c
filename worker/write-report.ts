import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import { messageIdOf } from '../activities/touch/render.ts';
import { reportEmail } from '../content/report-email.ts';
import type { AboutReport } from '../db/alerts/about.ts';
import { alertKinds } from '../db/alerts/alert-kinds.ts';
import { unattendedKinds, type UnattendedKindName } from '../db/system/unattended.ts';
import { kindsOf } from '../domain/text/kinds.ts';
import { countsOfUnattended, sumOf } from '../services/intake/attend.ts';
import type { AlertsDeps } from './write-alert.ts';

const kinds: readonly UnattendedKindName[] = kindsOf(unattendedKinds);

/** The email of an alert about whom nobody looks after, as it is now; undefined if there is nobody any more. */
export async function writeReport(deps: AlertsDeps, id: string, about: AboutReport): Promise<OutgoingEmail | undefined> {
  const { db, links, settings, clock } = deps;
  const { sender } = settings;
  const counts = await countsOfUnattended(db, clock.now());
  const all = sumOf(counts);
  if (all === 0) return undefined;
  const key = `${id}/alert/1`;
  const { label, headline } = alertKinds[about.kind];
  return {
    key,
    messageId: messageIdOf(key, sender.domain),
    envelopeFrom: `${links.signEnvelope(key)}@${sender.domain}`,
    from: { name: `Trellis at ${sender.name}`, address: sender.address },
    replyTo: { name: '', address: sender.address },
    to: { name: about.rep, address: about.address },
    date: clock.now(),
    ...reportEmail({
      subject: headline({ who: String(all), task: '', why: '' }),
      counts: Object.fromEntries(kinds.map((kind) => [unattendedKinds[kind].label, counts[kind]])),
      todo: 'ops.unattended lists them, each with its age, its cause and what to do.',
      why: `You get this email because of: ${label}. Choose your alerts with alerts.prefer.`,
    }),
    headers: { 'Auto-Submitted': 'auto-generated' },
    links: {},
  };
}
