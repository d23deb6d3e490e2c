import { accountById } from '../../db/accounts/account-people.ts';
import { leadById } from '../../db/leads/leads.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { listTasks } from '../../db/tasks/list-tasks.ts';
import { repNames } from '../../db/tasks/queue.ts';
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
  const { db, policy, clock } = deps;
  const lead = await leadById(db, leadId);
  if (!lead) throw notFound('lead', leadId);
  const at = clock.now();
  const [
    known,
    status,
    { deciding },
    history,
    permissions,
    tasks,
    notes,
    messages,
    story,
    company,
    owners,
    deals,
    mine,
    merged,
    brakes,
  ] = await Promise.all([
    knownLead(deps, leadId),
    statusOf(deps, leadId),
    scoreOf(deps, leadId),
    historyOf(deps, leadId, { full: false }),
    permissionsOf(db, leadId),
    listTasks(db, { leadId, state: 'open' }, { limit: MOST_TASKS }),
    notesOf(db, leadId),
    messagesOf(deps, leadId),
    storyOf(deps, leadId),
    lead.accountId === null ? undefined : accountById(db, lead.accountId),
    repNames(db, lead.ownerId === null ? [] : [lead.ownerId]),
    openDeals(deps, { leadId }),
    mayChange(deps, principal, leadId),
    mergedInto(db, 'leads', leadId),
    brakesOn(deps, principal, leadId),
  ]);
  return {
    ...known,
    name: [lead.firstName, lead.lastName].filter(Boolean).join(' ') || lead.email,
    role: labelOf(policy.personas, lead.persona),
    addedAt: iso(lead.createdAt),
    company,
    owner: lead.ownerId === null ? undefined : { repId: lead.ownerId, name: owners.get(lead.ownerId) },
    stage: { name: lead.stage, label: status.label, since: iso(lead.stageAt) },
    held: lead.held ?? undefined,
    /** Whether the caller may change this lead. */
    mayChange: mine,
    /** The addresses of the leads that were merged into this one, the latest last. */
    merged,
    contact: contactOf(deps, permissions, at),
    call: callOf(deps.policy, { ...lead, ...permissions }, at),
    /** Consents, requests and withdrawals in order, each with its source and date, and the sentence that was agreed to. */
    consents: history.events,
    score: deciding,
    program: status.enrolment && inIso(status.enrolment, 'startAt'),
    waits: typeof status.running === 'object' ? inIso(status.running, 'until') : status.running,
    /** The side programs that run for the lead, each with its lane and what it waits for. */
    beside: besideInIso(status.beside),
    stuck: status.stuck && inIso(status.stuck, 'since'),
    /** What pauses or stops its campaigns for it, with who did it, when and why, and whether the caller may release it. */
    brakes,
    tasks: tasks.map((task) => lineOf(policy, task, at)),
    deals,
    notes,
    messages,
    lastLines: story.slice(-LAST_LINES).map((line) => inIso(line, 'at')),
  };
}
