import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import { messageIdOf } from '../activities/touch/render.ts';
import { alertEmail } from '../content/alert-email.ts';
import type { AboutAlert } from '../db/alerts/about.ts';
import { alertKinds } from '../db/alerts/alert-kinds.ts';
import { taskKinds, taskName } from '../domain/sales/task-kinds.ts';
import { kindSpec } from '../domain/scoring/engagement.ts';
import { cut } from '../domain/text/cut.ts';
import { minuteIn } from '../domain/text/words.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { ConfirmationsDeps } from './confirmations.ts';

export interface AlertsDeps extends ConfirmationsDeps {
  readonly policy: Policy;
}

/** Characters of the lead's words that an alert quotes; the page has all of them. */
const MOST_WORDS = 2_000;

/** The email of an alert. @param zone the rep's, for the times in it */
export function writeAlert(deps: AlertsDeps, id: string, about: AboutAlert, zone: string): OutgoingEmail {
  const { links, settings, clock } = deps;
  const { sender } = settings;
  const key = `${id}/alert/1`;
  const link = links.sign('task', id);
  const name = nameOfLead(about);
  const who = about.company ? `${name} (${about.company})` : name;
  const { label, headline } = alertKinds[about.kind];
  const why = whyNow(deps, about);
  return {
    key,
    messageId: messageIdOf(key, sender.domain),
    envelopeFrom: `${links.signEnvelope(key)}@${sender.domain}`,
    from: { name: `Trellis at ${sender.name}`, address: sender.address },
    // The bare address: the lead chose the name.
    replyTo: { name: '', address: about.email },
    to: { name: about.rep, address: about.address },
    date: clock.now(),
    ...alertEmail({
      subject: headline({ who, task: taskName(about.taskKind), why }),
      facts: {
        Lead: [name, about.title, about.company].filter(Boolean).join(', '),
        Why: about.because,
        Now: about.kind === 'active' ? why : undefined,
        Due: about.dueAt && minuteIn(zone, about.dueAt.getTime()),
        Assignee: about.assignee ?? 'nobody yet',
        Phone: taskKinds[about.taskKind].by === 'phone' ? about.phone : undefined,
        Email: about.email,
        'Their time': minuteIn(about.zone, clock.now()),
      },
      words: about.words && cut(about.words, MOST_WORDS),
      link,
      why: `You get this email because of: ${label}. Choose your alerts with alerts.prefer.`,
    }),
    headers: { 'Auto-Submitted': 'auto-generated' },
    links: { task: link },
  };
}

const nameOfLead = ({ firstName, lastName, email }: AboutAlert): string =>
  [firstName, lastName].filter(Boolean).join(' ') || email;

/** What the lead did, in words: for an alert about an act, the last one; otherwise what opened the task. */
function whyNow({ policy }: AlertsDeps, { kind, trigger, lastAct }: AboutAlert): string {
  const act = kind === 'active' ? (lastAct ?? undefined) : trigger.kind;
  if (act === undefined) return '';
  return act === 'mql' ? 'became ready for sales' : kindSpec(policy.engagements, act).label;
}
