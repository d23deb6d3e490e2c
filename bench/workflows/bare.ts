import { condition, defineSignal, defineUpdate, proxyActivities, setHandler, sleep } from '@temporalio/workflow';
import type { BareActivities, BareLead } from '../bare-activities.ts';

/*
 * The baseline: hand-written workflows that follow the SDK's samples, with remote activities, `condition` and `sleep`. They have the
 * same emails and timers as the measured programs, and nothing else: no consent, no caps, no story.
 */
const { sendMail, enrich, createTask, escalate, applyReport } = proxyActivities<BareActivities>({
  startToCloseTimeout: '1 minute',
});

const engaged = defineSignal<[kind: string]>('engaged');
const report = defineUpdate<void, [disposition: string]>('report');

/** Sends one email after another, each with an optional wait, until the lead reacts. */
export async function mails(lead: BareLead, steps: readonly { content: string; wait?: number }[]): Promise<void> {
  let hasReacted = false;
  setHandler(engaged, () => {
    hasReacted = true;
  });
  for (const { content, wait } of steps) {
    await sendMail(lead, content);
    if (wait && (await condition(() => hasReacted, wait))) return;
  }
}

/** From inquiry to customer: two emails, a call that succeeds the second time, and a deal with emails in parallel. */
export async function wholeLife(lead: BareLead): Promise<void> {
  const acts: string[] = [];
  const reports: string[] = [];
  setHandler(engaged, (kind) => void acts.push(kind));
  setHandler(report, async (disposition) => {
    await applyReport(lead, disposition);
    reports.push(disposition);
  });
  const reported = async (what: string): Promise<string> => {
    while (!(await condition(() => reports.length > 0, '10 days'))) await escalate(lead, what);
    return reports.shift()!;
  };

  if (!(await enrich(lead))) return;
  await sendMail(lead, 'market-guide');
  if (!(await condition(() => acts.includes('downloaded'), '10 days'))) return;
  await sendMail(lead, 'customer-case');
  if (!(await condition(() => acts.includes('visited'), '10 days'))) return;

  await createTask(lead, 'call');
  while ((await reported('call')) !== 'qualified') await sendMail(lead, 'tried-to-reach-you');
  await createTask(lead, 'acceptance');
  await sendMail(lead, 'meeting-confirmed');
  if ((await reported('acceptance')) !== 'accepted') return;
  await sendMail(lead, 'introduction');
  const stayingInTouch = stayInTouch(lead);
  while ((await reported('deal')) !== 'won');
  await stayingInTouch;
}

async function stayInTouch(lead: BareLead): Promise<void> {
  await sleep('7 days');
  await sendMail(lead, 'carrier-view');
  await sleep('14 days');
  await sendMail(lead, 'integration-day');
}
