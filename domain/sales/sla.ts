import type { NamesOf } from '../register.ts';
import { own } from '../text/own.ts';
import type { WorkingDuration } from '../time/duration.ts';
import type { RecycleReason } from './recycle.ts';

/** What happens while no rep acts, from the mildest rung to the last. */
export const rungs = {
  remind: { label: 'Reminder', tellsOnly: true },
  alertManager: { label: 'Manager alerted', tellsOnly: true },
  flag: { label: 'Flagged' },
  reassign: { label: 'Reassigned', takesAway: true },
  decide: { label: 'Manager decides' },
  recycle: { label: 'Recycled', takesAway: true },
} as const satisfies Record<string, RungSpec>;

interface RungSpec {
  readonly label: string;
  /** It takes the lead from its rep. It never takes a deal from its owner: the deal is flagged instead. */
  readonly takesAway?: true;
  /** It changes nothing, so it is also taken with tasks that no program waits for. */
  readonly tellsOnly?: true;
}

/** The rungs of a ladder that are taken with a task. */
export const ladderOf = ({ ladder }: Sla, isOfProgram: boolean): readonly LadderRung[] =>
  ladder.filter(({ rung }) => isOfProgram || (rungs[rung] as RungSpec).tellsOnly);

/** The rung that is taken with a lead whose deal the assignee owns. */
export const rungWithDeal = (rung: Rung): Rung => ((rungs[rung] as RungSpec).takesAway ? 'flag' : rung);

export type Rung = keyof typeof rungs;

/** One rung of a ladder; `after` counts from the start of the clock, which a reassignment does not restart. */
export interface LadderRung {
  readonly rung: Rung;
  readonly after: WorkingDuration;
}

/** Who must act within how much working time, and what happens if they do not. */
export interface Sla {
  readonly label: string;
  /** What starts the clock, in words. */
  readonly from: string;
  /** What stops the clock, in words. */
  readonly met: string;
  /** Within how much working time it should be met: the rep's due time, before the first rung. By default, that of the first rung. */
  readonly target?: WorkingDuration;
  /** What follows when it is not met; the earliest rung first. */
  readonly ladder: readonly LadderRung[];
  /** The reason for recycling a lead that no rep acted on; missing if a manager decides first. */
  readonly recycleAs?: RecycleReason;
}

/** The SLAs of a company, by their names. */
export type Slas = Readonly<Record<string, Sla>>;

// The literature names the rungs but few of the times: these are our own defaults.
const TARGET = {
  fastTrack: '5 working minutes',
  firstAttempt: '2 working hours',
  nextAttempt: '0 working minutes',
  callBack: '0 working minutes',
  acceptance: '2 working hours',
  reply: '2 working hours',
  lookAfter: '2 working hours',
  managerDecision: '8 working hours',
  opportunity: '10 working days',
} as const;
const FAST_TRACK = { remind: '15 working minutes', alertManager: '30 working minutes', reassign: '60 working minutes' } as const;
const FIRST_ATTEMPT = { remind: '4 working hours', alertManager: '8 working hours', reassign: '12 working hours' } as const;
/** The lead waits at the phone, so a rep hears of it soon; another one takes over as late as elsewhere. */
const CALL_BACK = { ...FIRST_ATTEMPT, remind: '15 working minutes', alertManager: '60 working minutes' } as const;
const ACCEPTANCE = { remind: '4 working hours', alertManager: '1 working day', reassign: '2 working days' } as const;
/** The second rep gets as much time as the first one's last step; then the manager decides. */
const ASK_MANAGER = { fastTrack: '120 working minutes', firstAttempt: '16 working hours', acceptance: '3 working days' } as const;
const MANAGER_DECIDES_WITHIN = '24 working hours';
const OPPORTUNITY_WARNED_AT = '15 working days';
const NO_OPPORTUNITY_AFTER = '20 working days';
const STAGE_STALLED_AFTER = '25 working days';

interface FirstRungs {
  readonly remind: WorkingDuration;
  readonly alertManager: WorkingDuration;
  readonly reassign: WorkingDuration;
}

/** Of a task that no program waits for. */
const upToTheAlert = ({ remind, alertManager }: FirstRungs): readonly LadderRung[] => [
  { rung: 'remind', after: remind },
  { rung: 'alertManager', after: alertManager },
];

const upToTheManager = (first: FirstRungs, decide: WorkingDuration): readonly LadderRung[] => [
  ...upToTheAlert(first),
  { rung: 'reassign', after: first.reassign },
  { rung: 'decide', after: decide },
];

/** The default SLAs. An app may change them, and add others for its programs. */
export const standardSlas = {
  fastTrack: {
    label: 'First call on a fast-track lead',
    from: 'the act that made the lead sales-ready',
    met: 'a call was attempted',
    target: TARGET.fastTrack,
    ladder: upToTheManager(FAST_TRACK, ASK_MANAGER.fastTrack),
  },
  firstAttempt: {
    label: 'First attempt on an MQL',
    from: 'the lead became MQL',
    met: 'a call was attempted',
    target: TARGET.firstAttempt,
    ladder: upToTheManager(FIRST_ATTEMPT, ASK_MANAGER.firstAttempt),
  },
  nextAttempt: {
    label: 'Next attempt to reach a lead',
    from: 'the planned time of the attempt',
    met: 'a call was attempted',
    target: TARGET.nextAttempt,
    // Without a last rung: when the time for all attempts is over, the lead goes back.
    ladder: [
      { rung: 'remind', after: FIRST_ATTEMPT.remind },
      { rung: 'alertManager', after: FIRST_ATTEMPT.alertManager },
      { rung: 'reassign', after: FIRST_ATTEMPT.reassign },
    ],
  },
  callBack: {
    label: 'An agreed call-back',
    from: 'the time that the lead named',
    met: 'a call was attempted',
    target: TARGET.callBack,
    ladder: upToTheManager(CALL_BACK, ASK_MANAGER.firstAttempt),
  },
  acceptance: {
    label: 'Acceptance by sales',
    from: 'the lead was handed to sales',
    met: 'the salesperson accepted or rejected it',
    target: TARGET.acceptance,
    ladder: upToTheManager(ACCEPTANCE, ASK_MANAGER.acceptance),
  },
  reply: {
    label: 'Answer to a reply',
    from: 'the reply came in',
    met: 'a person closed its task',
    target: TARGET.reply,
    ladder: upToTheAlert(FIRST_ATTEMPT),
  },
  request: {
    label: 'Answer to a request',
    from: 'the request came in',
    met: 'a person closed its task',
    target: TARGET.fastTrack,
    ladder: upToTheAlert(FAST_TRACK),
  },
  lookAfter: {
    label: 'First look at a lead',
    from: 'the lead came in',
    met: 'a person closed its task',
    target: TARGET.lookAfter,
    ladder: upToTheAlert(FIRST_ATTEMPT),
  },
  managerDecision: {
    label: "Manager's decision",
    from: 'the manager was asked',
    met: 'the manager decided',
    target: TARGET.managerDecision,
    ladder: [{ rung: 'recycle', after: MANAGER_DECIDES_WITHIN }],
    recycleAs: 'salesDidNotAct',
  },
  opportunity: {
    label: 'An opportunity from a SAL',
    from: 'the salesperson accepted the lead',
    met: 'an opportunity was reported',
    target: TARGET.opportunity,
    ladder: [
      { rung: 'remind', after: OPPORTUNITY_WARNED_AT },
      { rung: 'recycle', after: NO_OPPORTUNITY_AFTER },
    ],
    recycleAs: 'noOpportunity',
  },
  opportunityStage: {
    label: 'Progress of an opportunity',
    from: 'the stage of the opportunity last changed',
    met: 'its stage changed, or it was closed',
    target: TARGET.opportunity,
    ladder: [
      { rung: 'remind', after: OPPORTUNITY_WARNED_AT },
      { rung: 'flag', after: STAGE_STALLED_AFTER },
    ],
    // For a clock of an earlier version, which ended in recycling.
    recycleAs: 'stalled',
  },
} as const satisfies Record<string, Sla>;

export type StandardSla = keyof typeof standardSlas;
export type SlaId = NamesOf<'slas', StandardSla>;

/** The SLA with a name. A task whose SLA the app has removed continues with that of the first attempt. */
export const slaNamed = (slas: Slas, id: string): Sla => own(slas, id) ?? slas.firstAttempt!;

/** Whether a team's SLAs are enforced or only observed: `observe` records each rung without acting on it. */
export type SlaMode = 'enforce' | 'observe';

/** The modes of single SLAs in a team, as far as they differ from the team's. */
export type SlaModes = Readonly<Record<string, SlaMode>>;

/** Whether a team enforces an SLA. */
export const modeOf = ({ slaMode, slaModes }: { slaMode: SlaMode; slaModes: SlaModes }, sla: string): SlaMode =>
  own(slaModes, sla) ?? slaMode;
