import type { Scope } from '../../db/reports/scope.ts';
import { emailActs, type EmailAct } from '../../db/reports/counted/emails.ts';
import { putOffInWords } from '../../domain/contact/put-off.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { spanOf } from './input.ts';
import { labelsOf } from './labels.ts';
import { grouped, listOf, numbersOf, shareOf } from './rows.ts';

/** By what emails can be counted: `version` is the text as it was sent. */
export const emailColumns = ['content', 'version', 'track', 'channel', 'persona', 'source', 'campaign', 'program', 'day', 'week', 'month'] as const; // prettier-ignore

const numbers = Object.fromEntries(
  ['sent', ...emailActs, 'deferred', 'refused', 'notSent'].map((what) => [what, { what }]),
) as Record<EmailAct | 'sent' | 'deferred' | 'refused' | 'notSent', { what: string }>;

/** What happened to emails. Each number counts emails, however often something happened to one. */
export async function emailsReport(deps: Pick<ApiDeps, 'db' | 'policy'>, scope: Scope, by: string) {
  const [groups, labels] = await Promise.all([grouped(deps.db, 'emails', scope, by, ['what', 'reason']), labelsOf(deps)]);
  const rows = groups.map((group) => {
    const counted = numbersOf(group, numbers);
    return {
      value: group.value,
      label: labels(by, group.value),
      ...counted,
      rates: {
        clicked: shareOf(counted.clicked, counted.sent),
        goal: shareOf(counted.goal, counted.sent),
        replied: shareOf(counted.replied, counted.sent),
        unsubscribed: shareOf(counted.unsubscribed, counted.sent),
        bounced: shareOf(counted.bounced, counted.sent),
      },
      notSentBecause: listOf(group, 'reason', { what: 'notSent' }, (reason) => labels('reason', reason)),
      deferredBecause: listOf(group, 'reason', { what: 'deferred' }, (because) =>
        because === null ? 'none' : putOffInWords({ because, until: null }, deps.policy.sending),
      ),
    };
  });
  return { ...spanOf(scope), by, rows };
}
