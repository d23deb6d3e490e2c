import { accountById } from '../../db/accounts/account-people.ts';
import { leadById, type LeadRow } from '../../db/leads/leads.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { listTasks } from '../../db/tasks/list-tasks.ts';
import { repNames } from '../../db/tasks/queue.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { labelOf } from '../../domain/text/own.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { mergedInto } from '../../db/undo/merges.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { inIso, iso } from '../procedures/iso.ts';
import { openDeals } from '../deals/list.ts';
import { notFound } from '../procedures/refusal.ts';
import { mayChange } from '../procedures/rights.ts';
import { storyOf } from '../story/story.ts';
import { lineOf } from '../tasks/list.ts';
import { callOf, contactOf } from '../tasks/sheet/contact.ts';
import { messagesOf } from '../tasks/sheet/said.ts';
import { historyOf } from './consent-history.ts';
import { knownLead } from './known-lead.ts';
import { brakesOn } from './brakes-on.ts';
import { scoreOf } from './lead-score.ts';
import { besideInIso, statusOf } from './lead-status.ts';
import { notesOf } from './notes.ts';

/** What `leads.get` answers. */
export type WholeLead = Awaited<ReturnType<typeof wholeLead>>;

/** How many lines of its story a lead is shown with; `leads.story` has all. */
const LAST_LINES = 5;
/** The most open tasks that are shown; a lead has one or two. */
const MOST_TASKS = 20;

/**
 * All of a lead on one page: the person and the company, what they agreed to and which channels we may use, the score with
 * its terms and what it lacks, the program with its wait, owner, tasks, notes and words, and the end of the story.
 * @throws Refusal when there is no such lead
 */
export async function wholeLead(deps: ApiDeps, principal: Principal, leadId: string) {
  const lead = await leadById(deps.db, leadId);
  if (!lead) throw notFound('lead', leadId);
  const at = deps.clock.now();
  const [known, person, mine, reach, { deciding: score }, place, brakes, work, words] = await Promise.all([
    knownLead(deps, leadId),
    personOf(deps, lead),
    mayChange(deps, principal, leadId),
    reachOf(deps, lead, at),
    scoreOf(deps, leadId),
    placeOf(deps, lead),
    brakesOn(deps, principal, leadId),
    workOf(deps, leadId, at),
    wordsOf(deps, leadId),
  ]);
  return {
    ...known,
    ...person,
    /** Whether the caller may change this lead. */
    mayChange: mine,
    ...reach,
    score,
    ...place,
    /** What pauses or stops its campaigns for it, with who did it, when and why, and whether the caller may release it. */
    brakes,
    ...work,
    ...words,
  };
}

async function personOf({ db, policy }: ApiDeps, lead: LeadRow) {
  const [company, owners, merged] = await Promise.all([
    lead.accountId === null ? undefined : accountById(db, lead.accountId),
    repNames(db, lead.ownerId === null ? [] : [lead.ownerId]),
    mergedInto(db, 'leads', lead.id),
  ]);
  return {
    name: [lead.firstName, lead.lastName].filter(Boolean).join(' ') || lead.email,
    role: labelOf(policy.personas, lead.persona),
    addedAt: iso(lead.createdAt),
    company,
    owner: lead.ownerId === null ? undefined : { repId: lead.ownerId, name: owners.get(lead.ownerId) },
    held: lead.held ?? undefined,
    /** The addresses of the leads that were merged into this one, the latest last. */
    merged,
  };
}

async function reachOf(deps: ApiDeps, lead: LeadRow, at: Instant) {
  const [permissions, history] = await Promise.all([permissionsOf(deps.db, lead.id), historyOf(deps, lead.id, { full: false })]);
  return {
    contact: contactOf(deps, permissions, at),
    call: callOf(deps.policy, { ...lead, ...permissions }, at),
    /** Consents, requests and withdrawals in order, each with its source and date, and the sentence that was agreed to. */
    consents: history.events,
  };
}

async function placeOf(deps: ApiDeps, lead: LeadRow) {
  const { label, enrolment, running, beside, stuck } = await statusOf(deps, lead.id);
  return {
    stage: { name: lead.stage, label, since: iso(lead.stageAt) },
    program: enrolment && inIso(enrolment, 'startAt'),
    waits: typeof running === 'object' ? inIso(running, 'until') : running,
    /** The side programs that run for the lead, each with its lane and what it waits for. */
    beside: besideInIso(beside),
    stuck: stuck && inIso(stuck, 'since'),
  };
}

async function workOf(deps: ApiDeps, leadId: string, at: Instant) {
  const [tasks, deals] = await Promise.all([
    listTasks(deps.db, { leadId, state: 'open' }, { limit: MOST_TASKS }),
    openDeals(deps, { leadId }),
  ]);
  return { tasks: tasks.map((task) => lineOf(deps.policy, task, at)), deals };
}

async function wordsOf(deps: ApiDeps, leadId: string) {
  const [notes, messages, story] = await Promise.all([notesOf(deps.db, leadId), messagesOf(deps, leadId), storyOf(deps, leadId)]);
  return { notes, messages, lastLines: story.slice(-LAST_LINES).map((line) => inIso(line, 'at')) };
}
