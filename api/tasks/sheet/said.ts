import { wordsOf } from '../../../db/engagements/words.ts';
import type { ReportRow } from '../../../db/tasks/reports-about.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { taskName } from '../../../domain/sales/task-kinds.ts';
import { toldInReport } from '../../../domain/sales/told-in-report.ts';
import { replyKinds } from '../../../domain/scoring/engagement.ts';
import { labelOf, own } from '../../../domain/text/own.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import { iso } from '../../procedures/iso.ts';

/** How many of the lead's messages are shown. */
const LAST_MESSAGES = 20;

/** What the lead wrote in replies and forms, newest first. */
export const messagesOf = async ({ db, policy }: Pick<ApiDeps, 'db' | 'policy'>, leadId: string) =>
  (await wordsOf(db, leadId, LAST_MESSAGES)).map(({ id, at, kind, reply, source, subject, body }) => ({
    id,
    at: iso(at),
    text: reply ? `replied: ${replyKinds[reply].label}` : labelOf(policy.engagements, kind),
    source,
    subject: subject ?? undefined,
    body,
  }));

/** What a rep reported, with everything that they wrote. */
export const reportInWords = (policy: Policy, row: ReportRow) => ({
  taskId: row.taskId,
  task: taskName(row.kind),
  at: iso(row.at),
  by: row.by ?? undefined,
  disposition: row.disposition,
  label: labelOf(policy.dispositions, row.disposition),
  reason: row.reason === null ? undefined : labelOf(own(policy.dispositions, row.disposition)?.reasons ?? {}, row.reason),
  said: toldInReport(policy, row.details),
});
