import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import { alertEmail } from '../content/alert-email.ts';
import type { AboutAlert } from '../db/alerts/about.ts';
import { alertKinds } from '../db/alerts/alert-kinds.ts';
import { closedChannel, noContactLabel } from '../domain/contact/contactability.ts';
import { nameOfLead } from '../domain/lead/name-of-lead.ts';
import { taskName } from '../domain/sales/task-kinds.ts';
import { kindSpec } from '../domain/scoring/engagement.ts';
import { copyKeyOf } from '../domain/contact/copy-key.ts';
import { codeInWords } from '../domain/text/code-in-words.ts';
import { cut } from '../domain/text/cut.ts';
import { minuteIn } from '../domain/text/words.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { alertEnvelope, whyYouGetIt } from './alert-envelope.ts';
import type { ConfirmationsDeps } from './confirmations.ts';
import { personInWords } from './person-in-words.ts';

export interface AlertsDeps extends ConfirmationsDeps {
  readonly policy: Policy;
}

/** What writing an alert needs, as opposed to sending it. */
export type WritingDeps = Pick<AlertsDeps, 'links' | 'clock' | 'policy'> & {
  readonly settings: Pick<AlertsDeps['settings'], 'sender' | 'inboundDomain'>;
};

/** Characters of the lead's words that an alert quotes; the page has all of them. */
const MOST_WORDS = 2_000;

/** The email of an alert. @param zone the rep's, for the times in it */
export function writeAlert(deps: WritingDeps, id: string, about: AboutAlert, zone: string): OutgoingEmail {
  const { links, clock, settings } = deps;
  const { inboundDomain } = settings;
  const link = links.sign('task', id);
  const copies = inboundDomain ? [`${links.signEnvelope(copyKeyOf(about.leadId))}@${inboundDomain}`] : [];
  const why = whyNow(deps, about);
  const meetingAt = Number(about.meetingAt);
  const isAhead = meetingAt > clock.now();
  return {
    ...alertEnvelope(deps, id, about),
    // Bare addresses: the lead chose the name.
    replyTo: [about.email, ...copies].map((address) => ({ name: '', address })),
    ...alertEmail({
      subject: alertKinds[about.kind].headline({ who: personInWords(about), task: taskName(about.taskKind), why }),
      facts: {
        Lead: [nameOfLead(about), about.title, about.company].filter(Boolean).join(', '),
        Why: about.because,
        Now: alertKinds[about.kind].tells && why,
        Due: about.dueAt && minuteIn(zone, about.dueAt.getTime()),
        Meeting: isAhead && minuteIn(zone, meetingAt),
        Assignee: about.assignee ?? 'nobody yet',
        Phone: about.phone && phoneToCall(about, clock.now()),
        Email: about.email,
        'Their time': minuteIn(about.zone, clock.now()),
      },
      words: about.words && cut(about.words, MOST_WORDS),
      link,
      calendar: isAhead ? `${link}/meeting.ics` : undefined,
      answer: mailtoOf(about, copies),
      reply: inboundDomain
        ? 'A reply to this email goes to the lead, and into its story.'
        : 'A reply to this email goes to the lead.',
      why: whyYouGetIt(about.kind),
    }),
    links: { task: link },
  };
}

/** Begins an email to the lead in the rep's own mailbox, with a copy into the story. */
function mailtoOf({ email, subject }: AboutAlert, copies: readonly string[]): string {
  const fields = { bcc: copies[0], subject: subject ? `Re: ${subject.replace(/^(re:\s*)+/i, '')}` : undefined };
  const query = Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
  return `mailto:${encodeURIComponent(email)}${query.length > 0 ? `?${query.join('&')}` : ''}`.replace('%40', '@');
}

/** Whoever answers a lead may want to call, whatever the task asks for. */
function phoneToCall({ phone, suppressions }: AboutAlert, at: Instant): string | null {
  const closed = closedChannel(suppressions, 'phone', at);
  return closed ? `not to be called: ${noContactLabel(closed.because)}` : phone;
}

/** What the alert is about, in words: what is new, or what opened the task. */
function whyNow({ policy }: WritingDeps, { kind, trigger, lastAct, wayBack, assignedBecause }: AboutAlert): string {
  const { tells } = alertKinds[kind];
  if (tells === 'assignment') return assignedBecause ?? '';
  if (tells === 'wayBack') return wayBack === null ? '' : codeInWords(wayBack, [policy.recycle.reasons]);
  const act = (tells === 'lastAct' && lastAct) || trigger.kind;
  if (act === undefined) return '';
  return act === 'mql' ? 'became ready for sales' : kindSpec(policy.engagements, act).label;
}
