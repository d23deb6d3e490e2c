import type { ReportRow } from '../../../db/tasks/reports-about.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Instant } from '../../../domain/time/clock.ts';
import { stepAfter } from '../../../domain/sales/dispositions.ts';
import { salesTaskKinds, type TaskKind } from '../../../domain/sales/task-kinds.ts';
import { toldInReport } from '../../../domain/sales/told-in-report.ts';
import { labelOf } from '../../../domain/text/own.ts';
import { minuteIn } from '../../../domain/text/words.ts';
import { iso } from '../../procedures/iso.ts';

/** What decides about a hand-over. */
interface Handed {
  readonly kind: TaskKind;
  readonly zone: string;
  readonly openedAt: Date;
}

/**
 * What an SDR handed over with the lead: the meeting, and everything that they heard. Undefined for a task that is not a
 * salesperson's, and for a lead whom no SDR has qualified.
 * @param reports the newest first
 */
export function handOverOf(policy: Policy, { kind, zone, openedAt }: Handed, reports: readonly ReportRow[]) {
  if (!salesTaskKinds.includes(kind)) return undefined;
  const report = reports.find(
    ({ at, disposition }) => at <= openedAt && stepAfter(policy.dispositions, disposition, 'sdr') === 'handOver',
  );
  if (!report) return undefined;
  const meetingAt = meetingIn(report);
  return {
    by: report.by ?? undefined,
    at: iso(report.at),
    label: labelOf(policy.dispositions, report.disposition),
    meeting: meetingAt === undefined ? undefined : { at: iso(meetingAt), text: minuteIn(zone, meetingAt) },
    text: meetingAt === undefined ? 'no meeting was agreed' : `they meet on ${minuteIn(zone, meetingAt)}`,
    said: toldInReport(policy, report.details).filter(({ field }) => field !== 'meetingAt'),
  };
}

/** The meeting that a report agreed. */
function meetingIn({ details }: Pick<ReportRow, 'details'>): Instant | undefined {
  const { meetingAt } = (details ?? {}) as { meetingAt?: unknown };
  return typeof meetingAt === 'number' ? meetingAt : undefined;
}
