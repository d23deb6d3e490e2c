import type { Change } from './change.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time/clock.ts';
import { codeInWords } from '../text/code-in-words.ts';
import { funnelStages, type FunnelStage } from './funnel.ts';
import type { Giver } from '../people/given.ts';
import { dealResults, type DealResult } from '../sales/deal-results.ts';
import { labelOf } from '../text/own.ts';
import { taskName, type TaskKind } from '../sales/task-kinds.ts';
import { amountInWords, dayInWords, minuteInWords, sentence } from '../text/words.ts';

/** A kind of event: makes its sentence from the data that was saved when it happened, in the words of the app's policy. */
const says = <Data extends object>(inWords: (data: Data, policy: Names) => string) => ({ inWords });

type Names = Pick<Policy, 'dispositions'>;

interface Deal {
  readonly amount: number;
  /** Missing in the deals of before there were several. */
  readonly currency?: string | null;
  readonly owner: string | null;
}

interface DealStep extends Deal {
  readonly nextStep: string;
  readonly closeAt: Instant;
  /** The stage at that moment, and how likely a deal in it was won; missing before there were stages. */
  readonly stage?: { readonly label: string; readonly probability?: number };
}

/**
 * Events that would be lost when the rows they concern change. Each kind has the data to save, with the names and values of that
 * moment, and a sentence. To add one, add a row here and call `recordEvents` where it happens.
 */
export const leadEvents = {
  saved: says<{ source: string; giver: Giver; isNew: boolean; changes: readonly Change[] }>(
    ({ source, giver, isNew, changes }) => {
      if (isNew) return `added from ${source}`;
      return sentence(giver === 'person' ? `gave more data by ${source}` : `came again from ${source}`, changed(changes));
    },
  ),
  corrected: says<{ changes: readonly Change[] }>(({ changes }) => sentence('corrected', changed(changes))),
  referred: says<{ to: string }>(({ to }) => `is not the right contact: named ${to}`),
  namedBy: says<{ colleague: string; isNew: boolean }>(({ colleague, isNew }) =>
    sentence('named as the right contact by', colleague, isNew && ', and added'),
  ),
  askedAgain: says<{ source: string }>(({ source }) => `asked once more to confirm the request (${source})`),
  merged: says<{ other: string }>(
    ({ other }) => `is one person with ${other}, whose emails, tasks and history are here from now on`,
  ),
  mergedInto: says<{ other: string }>(({ other }) => `is one person with ${other}, who continues in its place`),
  unmerged: says<{ other: string }>(({ other }) => `is not one person with ${other}: the merge was undone`),
  accountsMerged: says<{ kept: string; dropped: string }>(
    ({ kept, dropped }) =>
      `the account ${dropped} is one company with ${kept}, whose people, tasks and deals are all there from now on`,
  ),
  accountsUnmerged: says<{ kept: string; dropped: string }>(
    ({ kept, dropped }) => `the accounts ${kept} and ${dropped} are two companies: their merge was undone`,
  ),
  duplicate: says<{ of: string }>(({ of }) => `has the same mailbox as ${of}, which continues in its place`),

  enrolled: says<{ campaign: string; program: string; startsAt: Instant }>(
    ({ campaign, program, startsAt }) => `enrolled in "${campaign}" (${program}); starts on ${minuteInWords(startsAt)}`,
  ),
  notEnrolled: says<{ campaign: string; because: string }>(
    ({ campaign, because }) => `not enrolled in "${campaign}": ${codeInWords(because)}`,
  ),
  waitCancelled: says<{ campaign: string }>(({ campaign }) => `waits no longer for the campaign "${campaign}"`),

  taskBecame: says<{ from: TaskKind; to: TaskKind }>(({ from, to }) => `the ${taskName(from)} becomes: ${taskName(to)}`),
  taskClosed: says<{ kind: TaskKind; state: string; outcome: string | null }>(({ kind, state, outcome }, { dispositions }) =>
    sentence(taskName(kind), state, outcome !== null && `: ${codeInWords(outcome, [dispositions])}`),
  ),
  taskReopened: says<{ kind: TaskKind }>(({ kind }) => `${taskName(kind)} open again`),
  takenBack: says<{ disposition: string }>(
    ({ disposition }, { dispositions }) => `the report "${labelOf(dispositions, disposition)}" was taken back`,
  ),
  decided: says<{ kind: TaskKind; decision: keyof typeof decisions; to?: string }>(({ kind, decision, to }) =>
    sentence('the manager decided about the', taskName(kind), `: ${decisions[decision]}`, to && `, to ${to}`),
  ),
  leadTakenBack: says<{ because: string }>(({ because }) => `marketing took the lead back: ${because}`),

  dealOpened: says<DealStep>((deal) => sentence('opportunity over', dealInWords(deal))),
  dealChanged: says<DealStep & { before: number }>(({ before, ...deal }) =>
    sentence(
      'opportunity',
      before !== deal.amount && `was over ${amountInWords(before, deal.currency)}, is`,
      'over',
      dealInWords(deal),
    ),
  ),
  dealClosed: says<Deal & { result: DealResult }>(({ result, amount, currency, owner }) =>
    sentence('opportunity over', amountInWords(amount, currency), owner && `of ${owner}`, dealResults[result].inWords),
  ),
  dealPassedOn: says<Deal & { had: string }>(({ amount, currency, owner, had }) =>
    sentence('opportunity over', amountInWords(amount, currency), `goes from ${had} to`, owner),
  ),
  owned: says<{ rep: string | null }>(({ rep }) =>
    rep === null ? 'belongs to no rep any more' : `belongs to ${rep} from now on`,
  ),
  accountOwned: says<{ account: string; rep: string | null }>(({ account, rep }) =>
    sentence('the account', account, rep === null ? 'belongs to no rep any more' : `belongs to ${rep} from now on`),
  ),
  accountCorrected: says<{ account: string; changes: readonly Change[] }>(({ account, changes }) =>
    sentence('the account', account, 'was corrected', changed(changes)),
  ),

  retried: says<object>(() => 'run again'),
  moved: says<{ track: string }>(({ track }) => `moved to the track ${track}`),
  doubtSettled: says<{ content: string; state: 'accepted' | 'refused'; because: keyof typeof proofs }>(
    ({ content, state, because }) =>
      `${content} was in doubt: it was ${state === 'accepted' ? 'sent' : 'refused'}, as ${proofs[because]}`,
  ),
  mailAssigned: says<{ kind: string | null }>(({ kind }) =>
    sentence('got an email that waited for a decision', kind && `(${kind})`),
  ),
  mailDismissed: says<object>(() => 'an email that waited for a decision was dismissed'),
  textAssigned: says<{ channel: string }>(({ channel }) => `got a text by ${channel} that waited for a decision`),
  erased: says<{ tooOld?: boolean }>(
    ({ tooOld }) =>
      `was erased ${tooOld ? 'because nothing was heard for too long' : 'on request'}: who they were and what they said is gone`,
  ),
  stuck: says<{ because: string }>(({ because }) => `is stuck: ${because}`),
  wentOn: says<object>(() => 'is no longer stuck'),
  readmitted: says<{ stage: FunnelStage }>(({ stage }) => `is ${labelOf(funnelStages, stage)} again: its domain does take email`),
  repaired: says<{ fault: string; done: string }>(({ fault, done }) => `the audit found it among ${fault}: ${done}`),
} as const;

export type LeadEventKind = keyof typeof leadEvents;

type DataOf<K extends LeadEventKind> = Parameters<(typeof leadEvents)[K]['inWords']>[0];

/** An event as it is saved. */
export type LeadEvent = { readonly [K in LeadEventKind]: { readonly kind: K; readonly data: DataOf<K> } }[LeadEventKind];

/** An event as a sentence. */
export const eventInWords = ({ kind, data }: LeadEvent, policy: Names): string =>
  (leadEvents[kind].inWords as (data: object, policy: Names) => string)(data, policy);

const decisions = {
  keep: 'the rep keeps it',
  reassign: 'another rep takes it over',
  recycle: 'the lead goes back to nurture',
} as const;

const proofs = {
  settledByHand: 'the log of the mail server says',
  reported: 'the mail server reported',
  engaged: 'an answer to it shows',
} as const;

const changed = (changes: readonly Change[]): string =>
  changes.length === 0
    ? ''
    : `: ${changes.map(({ field, before, after }) => `${fieldName(field)} ${value(before)} → ${value(after)}`).join(', ')}`;

const value = (text: string | null): string => (text === null ? '–' : `"${text}"`);

/** `firstName` reads as `first name`. */
const fieldName = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const dealInWords = ({ amount, currency, owner, stage, nextStep, closeAt }: DealStep): string =>
  sentence(
    amountInWords(amount, currency),
    owner && `of ${owner}`,
    stage && `, ${stage.label}${stage.probability === undefined ? '' : ` (${stage.probability} %)`}`,
    `, expected on ${dayInWords(closeAt)}`,
    nextStep && `: ${nextStep}`,
  );
