import { sentTo } from '../../../db/tasks/queue.ts';
import { reportsAbout } from '../../../db/tasks/reports-about.ts';
import { sheetRow, type SheetRow } from '../../../db/tasks/sheet-row.ts';
import { fieldValue, type LeadFields } from '../../../domain/people/lead-fields.ts';
import { taskKinds, taskName } from '../../../domain/sales/task-kinds.ts';
import { codeInWords, codesInWords } from '../../../domain/text/code-in-words.ts';
import { labelOf } from '../../../domain/text/own.ts';
import type { Instant } from '../../../domain/time/clock.ts';
import { openDeals } from '../../deals/list.ts';
import { toldAnswers } from '../../leads/answers.ts';
import { notesOf } from '../../leads/notes.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import { iso } from '../../procedures/iso.ts';
import { notFound } from '../../procedures/refusal.ts';
import { menuOf } from '../menu.ts';
import { accountOf } from './account.ts';
import { clockOf } from './clock.ts';
import { callOf, contactOf } from './contact.ts';
import { handOverOf } from './hand-over.ts';
import { messagesOf, reportInWords } from './said.ts';
import { whyNow } from './why-now.ts';

type Deps = Pick<ApiDeps, 'db' | 'policy' | 'clock' | 'channels'>;

/**
 * Everything that a rep needs for a call, in the order in which they read it. Data that is not known, or may not be used, is
 * missing.
 * @throws Refusal if there is no such task
 */
export async function callSheet(deps: Deps, taskId: string) {
  const { db, policy, clock } = deps;
  const row = await sheetRow(db, taskId);
  if (!row) throw notFound('task', taskId);
  const at = clock.now();
  const { leadId } = row;
  const [why, ticking, messages, reports, notes, sent, account, deals, answers] = await Promise.all([
    whyNow(deps, row),
    clockOf(deps, row),
    messagesOf(deps, leadId),
    reportsAbout(db, leadId),
    notesOf(db, leadId),
    sentTo(db, [leadId]),
    accountOf(deps, row),
    openDeals(deps, row.companyId === null ? { leadId } : { accountId: row.companyId }),
    toldAnswers(db, leadId),
  ]);
  return {
    ...taskOf(policy, row),
    why,
    lead: leadOf(policy.fields, policy.personas, row),
    call: callOf(deps.policy, row, at),
    contact: contactOf(deps, row, at),
    clock: ticking,
    /** What the lead wrote; of a task about a reply, the reply has the id of the act that opened it. */
    messages,
    /** What the lead answered to the questions of forms. */
    answers,
    handOver: handOverOf(policy, row, reports),
    reports: reports.map((report) => reportInWords(policy, report)),
    notes,
    sent: sent.map(({ content, persona, subject, sentAt, reactions }) => ({
      content,
      /** For whom this version was written; missing for the one that is for everybody. */
      persona: persona ?? undefined,
      subject,
      at: iso(sentAt),
      reactions,
    })),
    account,
    /** The open deals at the company. */
    deals,
    ...reportingOf(policy, row, at),
  };
}

/** The part of a call sheet that a report needs. @throws Refusal if there is no such task */
export async function reportingSheet({ db, policy, clock }: Deps, taskId: string) {
  const row = await sheetRow(db, taskId);
  if (!row) throw notFound('task', taskId);
  return reportingOf(policy, row, clock.now());
}

const reportingOf = ({ callGuide, dispositions }: Deps['policy'], row: SheetRow, at: Instant) => ({
  guide: callsFirst(row) ? callGuide : undefined,
  mayReport: row.state === 'open' ? menuOf(dispositions, row, at) : [],
});

/** Whether its rep calls the lead for the first time: an SDR, or a salesperson before they accept the lead. */
const callsFirst = ({ kind, stage }: SheetRow): boolean =>
  taskKinds[kind].by !== undefined || (taskKinds[kind].menu === 'sales' && stage === 'mql');

export type CallSheet = Awaited<ReturnType<typeof callSheet>>;

const taskOf = ({ engagements, dispositions }: Deps['policy'], row: SheetRow) => ({
  taskId: row.id,
  kind: row.kind,
  label: taskName(row.kind),
  state: row.state,
  team: row.team,
  /** The zone of the team. */
  zone: row.calendar.zone,
  assignee: row.assigneeId === null ? undefined : { repId: row.assigneeId, name: row.assignee },
  /** Why the assignee has it, if not from the beginning. */
  given: row.given === null || row.given === row.because ? undefined : codesInWords(row.given, [engagements]),
  attempts: row.attempts,
  openedAt: iso(row.openedAt),
  firstAttemptAt: iso(row.firstAttemptAt),
  firstContactAt: iso(row.firstContactAt),
  closedAt: iso(row.closedAt),
  outcome: row.outcome === null ? undefined : codeInWords(row.outcome, [dispositions]),
});

const leadOf = (fields: LeadFields, personas: Deps['policy']['personas'], row: SheetRow) => ({
  leadId: row.leadId,
  name: [row.firstName, row.lastName].filter(Boolean).join(' ') || row.email,
  title: row.title ?? undefined,
  company: row.company ?? undefined,
  email: row.email,
  phone: row.phone ?? undefined,
  zone: row.zone,
  stage: row.stage,
  persona: labelOf(personas, row.persona),
  fields: Object.entries(fields).flatMap(([name, spec]) => {
    const value = fieldValue(spec, row.fields, name);
    return value === undefined ? [] : [{ name, label: spec.label, value }];
  }),
});
