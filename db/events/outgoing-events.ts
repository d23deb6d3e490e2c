import { sendingTroubles } from '../../domain/contact/sending-trouble.ts';
import { lostStates } from '../../domain/contact/touch-states.ts';
import { suppressionReasons } from '../../domain/contact/suppression.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import { programTaskKinds, taskName, type TaskKind } from '../../domain/sales/task-kinds.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { labelOf } from '../../domain/text/own.ts';
import { sentence } from '../../domain/text/words.ts';
import { event } from './event-row.ts';

/** An id and an instant, for examples: ids are longer. */
const id = '019cd730…';
const instant = '2026-03-10T10:00:00+00:00';

/** SQL: the reason that the lead's story gives for its latest move to its stage. */
const reasonOfMove = `(select reason from transitions where lead_id = new.id and "to" = new.stage order by at desc, visit desc, n desc limit 1)`;
const leadOfTask = '(select lead_id from tasks where id = new.task_id)';

/** SQL: the lead that a suppression is about. A no must be saved whatever its subject is, so nothing here may fail. */
const leadOfSubject = `(select id from leads where id = (case when pg_input_is_valid(new.subject, 'uuid') then new.subject end)::uuid)`;

/** SQL: the reasons that mean the lead itself closed the channel, until it opts in again. */
const saidNo = kindsOf(
  suppressionReasons,
  ({ setBy, scopes }) => setBy === 'person' && scopes.some((scope) => scope === 'address'),
).map((reason) => `'${reason}'`);

const ofPrograms = programTaskKinds.map((kind) => `'${kind}'`).join();
/** SQL: the outcome of a task; none if a rep wrote it in their own words, which may be about a person. Only side tasks are closed so. */
const outcomeWithoutWords = String.raw`case when new.kind in (${ofPrograms}) or new.outcome ~ '^\w+$' then new.outcome end`;

/** What a brake concerns. */
const brakeData = {
  campaignId: ['new.campaign_id', id],
  campaign: ['(select name from campaigns where id = new.campaign_id)', 'Spring'],
  accountId: ['new.account_id', id],
} as const;

/** The accounts of a merge. */
const mergedAccounts = { accountId: ['new.kept_id', id], droppedId: ['new.dropped_id', id] } as const;

const because = (reason: string): string => reason && `: ${codeInWords(reason)}`;
/** A kind of task with its article: `a call task`. */
function task(kind: string): string {
  const name = taskName(kind as TaskKind);
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

/**
 * What Trellis tells other systems. A trigger is made from each row, so that Postgres writes the event in the transaction that changes
 * the row, whoever changes it. To add an event, add a row.
 */
export const outgoingEvents = {
  'lead.enrolled': event({
    doc: 'The lead was enrolled in a campaign.',
    on: 'lead_events',
    after: 'insert',
    when: `new.kind = 'enrolled'`,
    at: 'new.at',
    data: { program: [`new.data ->> 'program'`, 'newcomers'], campaign: [`new.data ->> 'campaign'`, 'Spring'] },
    inWords: ({ campaign }) => `is in the campaign "${campaign}"`,
  }),
  'lead.stageChanged': event({
    doc: 'The lead moved to another stage of the funnel.',
    on: 'leads',
    after: 'update of stage',
    when: 'new.stage <> old.stage',
    lead: 'new.id',
    // A lead that goes back to a stage has been in it since an earlier instant.
    at: 'greatest(new.stage_at, old.stage_at)',
    data: { from: ['old.stage', 'inquiry'], to: ['new.stage', 'mql'], reason: [reasonOfMove, 'demoRequested'] },
    inWords: ({ to, reason }) => sentence('is', labelOf(funnelStages, to), because(reason)),
  }),
  'lead.salesReady': event({
    doc: 'The lead became ready for sales, by its score or by an act such as asking for a demo.',
    on: 'leads',
    after: 'update of stage',
    when: `new.stage = 'mql' and old.stage <> 'mql' and current_setting('trellis.goes_back', true) is distinct from 'yes'`,
    lead: 'new.id',
    at: 'new.stage_at',
    data: { reason: [reasonOfMove, 'demoRequested'], fit: ['(select fit from scores where lead_id = new.id)', 70] },
    inWords: ({ reason }) => sentence('is ready for sales', because(reason)),
  }),
  'lead.engaged': event({
    doc: 'The lead did something: clicked, replied, booked. Acts of machines are left out.',
    on: 'engagements',
    after: 'insert',
    when: `new.human and new.verdict <> 'machine'`,
    at: 'new.at',
    data: {
      engagementId: ['new.id', id],
      kind: ['new.kind', 'downloaded'],
      content: ['new.content', 'guide'],
      page: ['new.page', 'pricing'],
      touch: ['new.touch_key', `${id}/1/1`],
    },
    inWords: ({ kind, content }) => sentence(codeInWords(kind), content && `(${content})`),
  }),
  'lead.optedOut': event({
    doc: 'The lead said no: unsubscribed, complained, or asked not to be contacted. Other systems must not use this channel either.',
    on: 'suppressions',
    after: 'insert',
    when: `new.reason in (${saidNo.join(', ')})`,
    lead: `case new.scope when 'lead' then ${leadOfSubject} else (select id from leads where email_key = new.subject limit 1) end`,
    at: 'new.at',
    data: { reason: ['new.reason', 'unsubscribed'], channel: ['new.channel', 'email'] },
    inWords: ({ reason }) => `says no: ${codeInWords(reason)}`,
  }),
  'lead.parked': event({
    doc: 'The program of the lead stopped at an error. An operator decides how the lead continues.',
    on: 'enrolments',
    after: 'update of state',
    when: `new.state = 'parked' and old.state <> 'parked'`,
    at: '(select max(at) from transitions where enrolment_id = new.id)',
    data: { enrolmentId: ['new.id', id], track: ['new.track', 'educate'], reason: ['new.reason', 'STEP_FAILED'] },
    inWords: ({ track, reason }) => sentence('is parked in the track', track, because(reason)),
  }),
  'program.ended': event({
    doc: 'The lead reached the end of its program.',
    on: 'enrolments',
    after: 'update of state',
    when: `new.state = 'ended' and old.state <> 'ended'`,
    at: 'new.ended_at',
    data: {
      enrolmentId: ['new.id', id],
      campaignId: ['new.campaign_id', id],
      program: ['new.program', 'newcomers'],
      endedAs: ['new.ended_as', 'archived'],
      reason: ['new.reason', 'silent for two rounds'],
    },
    inWords: ({ endedAs, reason }) => sentence('ends as', labelOf(funnelStages, endedAs), because(reason)),
  }),
  'lead.merged': event({
    doc: 'Two leads were merged because they are the same person: `droppedId` continues as the lead of this event.',
    on: 'merges',
    after: 'insert',
    when: `new.kind = 'leads'`,
    lead: 'new.kept_id',
    at: 'new.at',
    data: { droppedId: ['new.dropped_id', id] },
    inWords: () => 'is one person with another lead',
  }),
  'lead.unmerged': event({
    doc: 'The merge of two leads was undone: `droppedId` is a separate lead again.',
    on: 'merges',
    after: 'update of undone_at',
    when: `new.kind = 'leads' and new.undone_at is not null and old.undone_at is null`,
    lead: 'new.kept_id',
    at: 'new.undone_at',
    data: { droppedId: ['new.dropped_id', id] },
    inWords: () => 'is no longer one person with another lead',
  }),
  'account.merged': event({
    doc: 'Two accounts were merged because they are the same company: `droppedId` continues as `accountId`.',
    on: 'merges',
    after: 'insert',
    when: `new.kind = 'accounts'`,
    lead: 'null::uuid',
    at: 'new.at',
    data: mergedAccounts,
    inWords: () => 'Two accounts were merged into one company',
  }),
  'account.unmerged': event({
    doc: 'The merge of two accounts was undone: `droppedId` is a separate account again.',
    on: 'merges',
    after: 'update of undone_at',
    when: `new.kind = 'accounts' and new.undone_at is not null and old.undone_at is null`,
    lead: 'null::uuid',
    at: 'new.undone_at',
    data: mergedAccounts,
    inWords: () => 'The merge of two accounts was undone',
  }),

  'touch.sent': event({
    doc: 'The email server accepted an email to the lead.',
    on: 'touches',
    after: 'update of state',
    when: `new.state = 'accepted' and old.state <> 'accepted'`,
    at: 'new.settled_at',
    data: { touch: ['new.key', `${id}/1/1`], content: ['new.content', 'guide'], campaignId: ['new.campaign_id', id] },
    inWords: ({ content }) => `got the email ${content}`,
  }),
  'touch.refused': event({
    doc: 'The email server refused an email to the lead for good.',
    on: 'touches',
    after: 'update of state',
    when: `new.state = 'refused' and old.state <> 'refused'`,
    at: 'new.settled_at',
    data: { touch: ['new.key', `${id}/1/1`], content: ['new.content', 'guide'], reason: ['new.reason', 'noSuchUser'] },
    inWords: ({ content, reason }) => sentence('did not get the email', content, because(reason)),
  }),
  'touch.bounced': event({
    doc: 'An accepted email bounced. `blame` says whose fault it is; only `address` means that the address does not work.',
    on: 'engagements',
    after: 'insert',
    when: 'new.bounce is not null',
    at: 'new.at',
    data: { touch: ['new.touch_key', `${id}/1/1`], content: ['new.content', 'guide'], blame: ['new.bounce', 'address'] },
    inWords: ({ content }) => sentence('did not get the email', content, ', which came back'),
  }),

  'task.opened': event({
    doc: 'A rep, or a team, has a task about the lead.',
    on: 'tasks',
    after: 'insert',
    when: 'true',
    at: 'new.opened_at',
    data: {
      taskId: ['new.id', id],
      kind: ['new.kind', 'call'],
      team: ['(select slug from teams where id = new.team_id)', 'sdr-team'],
      assigneeId: ['new.assignee_id', id],
      dueAt: ['new.due_at', instant],
      trigger: [`new.trigger ->> 'kind'`, 'demoRequested'],
    },
    inWords: ({ kind, team, trigger }) => sentence(`has ${task(kind)} for ${team}`, because(trigger)),
  }),
  'task.assigned': event({
    doc: 'An open task was given to another rep, or to nobody.',
    on: 'assignments',
    after: 'insert',
    when: 'not new.opens',
    lead: leadOfTask,
    at: 'new.at',
    data: {
      taskId: ['new.task_id', id],
      kind: ['new.kind', 'call'],
      assigneeId: ['new.rep_id', id],
      formerId: [
        '(select rep_id from assignments where task_id = new.task_id and id <> new.id order by at desc, id desc limit 1)',
        id,
      ],
    },
    inWords: ({ kind, assigneeId }) => `has ${task(kind)} that ${assigneeId ? 'goes to another rep' : 'nobody has'}`,
  }),
  'task.escalated': event({
    doc: 'Nobody acted on a task in time, so its SLA reached a rung. In the mode `observe`, nothing else happens.',
    on: 'sla_events',
    after: 'insert',
    when: 'true',
    at: 'new.at',
    data: {
      taskId: ['new.task_id', id],
      sla: ['new.sla', 'firstAttempt'],
      rung: ['new.rung', 'remind'],
      mode: ['new.mode', 'enforce'],
      dueAt: ['new.due_at', instant],
      assigneeId: ['new.assignee_id', id],
    },
    inWords: ({ sla, rung }) => `waits for a rep: ${sla}, ${rung}`,
  }),
  'task.reported': event({
    doc: 'A rep reported about a task, and the report was applied.',
    on: 'dispositions',
    after: 'update of state',
    when: `new.state = 'applied' and old.state <> 'applied'`,
    lead: leadOfTask,
    at: 'new.at',
    data: {
      taskId: ['new.task_id', id],
      repId: ['new.rep_id', id],
      disposition: ['new.disposition', 'qualified'],
      reason: ['new.reason', 'price'],
    },
    inWords: ({ disposition, reason }) => sentence(`is reported as ${codeInWords(disposition)}`, because(reason)),
  }),
  'task.takenBack': event({
    doc: 'A report was taken back: the task is open again, and the lead is where it was before.',
    on: 'dispositions',
    after: 'update of state',
    when: `new.state = 'takenBack' and old.state <> 'takenBack'`,
    lead: leadOfTask,
    at: 'new.taken_back_at',
    data: {
      taskId: ['new.task_id', id],
      disposition: ['new.disposition', 'disqualified'],
    },
    inWords: ({ disposition }) => `is no longer reported as ${codeInWords(disposition)}`,
  }),
  'task.closed': event({
    doc: 'A task is done or cancelled.',
    on: 'tasks',
    after: 'update of state',
    when: `old.state = 'open' and new.state <> 'open'`,
    at: 'new.closed_at',
    data: {
      taskId: ['new.id', id],
      kind: ['new.kind', 'call'],
      state: ['new.state', 'done'],
      outcome: [outcomeWithoutWords, 'qualified'],
    },
    inWords: ({ kind, state, outcome }) => sentence(`has ${task(kind)} that is ${state}`, because(outcome)),
  }),

  'deal.opened': event({
    doc: 'An opportunity was opened.',
    on: 'opportunities',
    after: 'insert',
    when: 'true',
    at: 'new.opened_at',
    data: {
      opportunityId: ['new.id', id],
      ownerId: ['new.owner_id', id],
      amount: ['new.amount', 12_000],
      closeAt: ['new.close_at', instant],
    },
    inWords: ({ amount }) => `has an opportunity of ${amount}`,
  }),
  'deal.closed': event({
    doc: 'An opportunity was won or lost, or went back to nurture with the lead (`recycled`).',
    on: 'opportunities',
    after: 'update of closed_at',
    when: 'new.closed_at is not null and old.closed_at is null',
    at: 'new.closed_at',
    data: { opportunityId: ['new.id', id], result: ['new.result', 'won'], amount: ['new.amount', 12_000] },
    inWords: ({ result, amount }) => `has an opportunity of ${amount} that is ${result}`,
  }),

  'intake.unattended': event({
    doc: 'The nightly check found people or messages that nobody looks after. A person must decide about them.',
    on: 'audit_log',
    after: 'insert',
    when: `new.action = 'intake.nightly' and (new.detail ->> 'left')::int > 0`,
    lead: 'null::uuid',
    at: 'new.at',
    data: { left: [`(new.detail ->> 'left')::int`, 3] },
    inWords: ({ left }) => `Nobody looks after ${left} people or messages`,
  }),
  'sending.failing': event({
    doc: 'No message gets through on a channel. `reason` is a code of `ops.sending`, which says what to do.',
    on: 'sending_trouble',
    after: 'update of told',
    when: 'cardinality(new.told) > cardinality(old.told)',
    lead: 'null::uuid',
    at: 'new.told_at',
    data: { channel: ['new.channel', 'email'], reason: ['new.because', 'connection'] },
    inWords: ({ channel, reason }) => `No ${channel} gets through: ${labelOf(sendingTroubles, reason)}`,
  }),
  'sending.suspect': event({
    doc: 'In the last day, too many emails bounced or caused complaints, or too many domains accepted no email. At most once a day.',
    on: 'audit_log',
    after: 'insert',
    when: `new.action = 'sending.suspect'`,
    lead: 'null::uuid',
    at: 'new.at',
    data: {
      sent: [`(new.detail ->> 'sent')::int`, 900],
      bounced: [`(new.detail ->> 'bounced')::int`, 80],
      complained: [`(new.detail ->> 'complained')::int`, 1],
    },
    inWords: ({ sent, bounced, complained }) => `Of ${sent} emails, ${bounced} bounced and ${complained} caused complaints`,
  }),
  'alert.failed': event({
    doc: 'The email server refused an alert to a rep, or it is unknown whether the alert arrived.',
    on: 'alerts',
    after: 'update of state',
    when: `new.state in (${lostStates.map((state) => `'${state}'`).join(', ')}) and old.state <> new.state`,
    lead: '(select lead_id from tasks where id = new.task_id)',
    at: 'new.due_at',
    data: { alertId: ['new.id', id], kind: ['new.kind', 'reminder'], repId: ['new.rep_id', id], state: ['new.state', 'refused'] },
    inWords: ({ kind, state }) => `an alert of the kind ${codeInWords(kind)} is ${codeInWords(state)}`,
  }),

  'campaign.launched': event({
    doc: 'A campaign was started. Its leads follow as `lead.enrolled`, or its single email as `touch.sent`.',
    on: 'campaigns',
    after: 'update of launched_at',
    when: 'new.launched_at is not null and old.launched_at is null',
    lead: 'null::uuid',
    at: 'new.launched_at',
    data: { campaignId: ['new.id', id], name: ['new.name', 'Spring'], program: ['new.program', 'newcomers'] },
    inWords: ({ name, program }) => `The campaign "${name}" (${program}) was started`,
  }),
  'campaign.paused': event({
    doc: 'Somebody paused the marketing emails of a campaign; with a `leadId` or an `accountId`, only theirs.',
    on: 'brakes',
    after: 'insert',
    when: `new.kind = 'pause'`,
    at: 'new.at',
    data: brakeData,
    inWords: ({ campaign }) => sentence('The campaign', campaign && `"${campaign}"`, 'was paused'),
  }),
  'campaign.resumed': event({
    doc: 'A campaign was resumed after it was paused, or stopped for some of its leads.',
    on: 'brakes',
    after: 'update of released_at',
    when: `new.campaign_id is not null and new.released_at is not null and old.released_at is null`,
    at: 'new.released_at',
    data: brakeData,
    inWords: ({ campaign }) => sentence('The campaign', campaign && `"${campaign}"`, 'goes on'),
  }),
  'campaign.stopped': event({
    doc: 'A campaign was ended for all its leads; with a `leadId` or an `accountId`, only for these.',
    on: 'brakes',
    after: 'insert',
    when: `new.kind = 'stop'`,
    at: 'new.at',
    data: brakeData,
    inWords: ({ campaign }) => sentence('The campaign', campaign && `"${campaign}"`, 'was stopped'),
  }),
  'sending.stopped': event({
    doc: 'Somebody stopped all sending to leads.',
    on: 'brakes',
    after: 'insert',
    when: `new.kind = 'everything'`,
    lead: 'null::uuid',
    at: 'new.at',
    data: { by: ['new.set_by', 'ops'] },
    inWords: () => 'All sending was stopped',
  }),
  'sending.resumed': event({
    doc: 'All sending was resumed after it was stopped.',
    on: 'brakes',
    after: 'update of released_at',
    when: `new.kind = 'everything' and new.released_at is not null and old.released_at is null`,
    lead: 'null::uuid',
    at: 'new.released_at',
    data: { by: ['new.released_by', 'ops'] },
    inWords: () => 'Sending was resumed',
  }),
} as const;

export type EventType = keyof typeof outgoingEvents;
