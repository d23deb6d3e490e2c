import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import { reportEmail } from '../content/report-email.ts';
import type { AboutReport } from '../db/alerts/about.ts';
import { alertKinds, type AlertKind } from '../db/alerts/alert-kinds.ts';
import { alertEnvelope, whyYouGetIt } from './alert-envelope.ts';
import { digest } from './reports/digest.ts';
import { marketingWeek } from './reports/marketing-week.ts';
import type { WriteReport } from './reports/report.ts';
import { alertFailed, sendingFails, sendingSuspect } from './reports/sending.ts';
import { salesWeek } from './reports/sales-week.ts';
import { unattended } from './reports/unattended.ts';
import type { AlertsDeps } from './write-alert.ts';

/** Who writes the alerts that are about no single task. To add one, add a row here and in `db/alerts/alert-kinds.ts`. */
const reports: Partial<Record<AlertKind, WriteReport>> = {
  unattended,
  sendingFails,
  sendingSuspect,
  alertFailed,
  digest,
  salesWeek,
  marketingWeek,
};

/** The email of an alert that is about no single task, as things are now; undefined if there is nothing to say. */
export async function writeReport(
  deps: AlertsDeps,
  id: string,
  about: AboutReport,
  zone: string,
): Promise<OutgoingEmail | undefined> {
  const { db, policy, links, settings, clock } = deps;
  const report = await reports[about.kind]?.({ db, policy, links, id, about, now: clock.now(), zone });
  if (!report) return undefined;
  const { headline, sections, todo } = report;
  return {
    ...alertEnvelope(deps, id, about),
    replyTo: [{ name: '', address: settings.sender.address }],
    ...reportEmail({
      subject: alertKinds[about.kind].headline({ who: headline, task: '', why: '' }),
      sections,
      todo,
      why: whyYouGetIt(about.kind),
    }),
    links: {},
  };
}
