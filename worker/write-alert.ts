import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import { messageIdOf } from '../activities/touch/render.ts';
import { alertEmail } from '../content/alert-email.ts';
import type { AboutAlert } from '../db/alerts/about.ts';
import { alertKinds } from '../db/alerts/alert-kinds.ts';
import { taskKinds, taskName } from '../domain/sales/task-kinds.ts';
import { kindSpec } from '../domain/scoring/engagement.ts';
import { cut } from '../domain/text/cut.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { AlertsDeps } from './alerts.ts';

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
        Due: about.dueAt && localMinute(about.dueAt.getTime(), zone),
        Assignee: about.assignee ?? 'nobody yet',
        Phone: taskKinds[about.taskKind].by === 'phone' ? about.phone : undefined,
        Email: about.email,
        'Their time': localMinute(clock.now(), about.zone),
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

/** A minute in a zone: `Tue 10 Mar, 11:15 (Europe/Berlin)`. */
const localMinute = (at: Instant, zone: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)} (${zone})`;
