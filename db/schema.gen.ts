// Generated from the migrated database; do not edit.
import type { ColumnType, Generated } from 'kysely';
import type { AlertKind } from './alerts/alert-kinds.ts';
import type { Expression } from '../domain/audience/expression.ts';
import type { FieldValue } from '../domain/people/lead-fields.ts';
import type { NoteKind } from '../domain/lead/note-kinds.ts';
import type { BrakeKind } from '../domain/contact/brakes.ts';
import type { SaidOfCompany } from '../domain/people/account-values.ts';
import type { ConsentBasis } from '../domain/contact/consent.ts';
import type { Disposition } from '../domain/sales/dispositions.ts';
import type { AnswerKind, EngagementKind, Page, ReplyKind } from '../domain/scoring/engagement.ts';
import type { EngagementData } from '../domain/scoring/engagement-data.ts';
import type { FunnelStage } from '../domain/lead/funnel.ts';
import type { InputValues } from '../domain/input/program-input.ts';
import type { SavedFields } from '../domain/people/lead-fields.ts';
import type { SaidOfPerson } from '../domain/people/lead-values.ts';
import type { MailBlame } from '../domain/contact/mail-status.ts';
import type { Persona, Seniority } from '../domain/people/persona.ts';
import type { SlaId, SlaModes } from '../domain/sales/sla.ts';
import type { WorkingCalendar } from '../domain/time/working-calendar.ts';
import type { OwnCalendar } from '../domain/time/written-hours.ts';
import type {
  AccountKind, ActRecord, AlertState, ApiRole, AuditOutcome, Claim, ConfirmationEmailState, ConfirmationState, ContentLinks, DispositionState, EnrolmentState, ImportReading, ImportState, IncomingMailState, OutboxMessage, OutboxState, RepRole, TaskKind, TaskState, TaskTrigger, TouchState, Verdict,
} from './columns.ts';

export interface DB {
  absences: {
    id: string;
    repId: string;
    startsAt: Date;
    endsAt: Date;
    coverId: string | null;
  };
  accounts: {
    id: string;
    name: string;
    domain: string | null;
    kind: Generated<AccountKind>;
    ownerId: string | null;
    size: number | null;
    industry: string | null;
    region: string | null;
    createdAt: Date;
    given: ColumnType<SaidOfCompany[], string | undefined, string>;
    alias: string | null;
    duplicateOf: string | null;
  };
  acknowledgedFaults: {
    fault: string;
    id: string;
    reason: string;
    by: string;
    at: Date;
  };
  addressRefusals: {
    emailKey: string;
    blame: MailBlame;
    inARow: number;
    firstAt: Date;
    lastAt: Date;
  };
  alerts: {
    id: Generated<string>;
    kind: AlertKind;
    subject: string;
    repId: string;
    taskId: string | null;
    at: Date;
    dueAt: Date;
    state: Generated<AlertState>;
    owner: string | null;
    realLeaseUntil: Date | null;
    realNextAt: Date | null;
    attempts: Generated<number>;
    sentAt: Date | null;
    messageId: string | null;
    reason: string | null;
    smtpCode: number | null;
  };
  answers: {
    leadId: string;
    question: string;
    label: string;
    value: ColumnType<FieldValue, string, string>;
    source: string;
    at: Date;
  };
  apiKeys: {
    id: string;
    hash: Buffer;
    role: ApiRole;
    principal: string;
    repId: string | null;
    createdAt: Date;
    revokedAt: Date | null;
    realExpiresAt: Date | null;
    realLastUsedAt: Date | null;
    rotatedTo: string | null;
  };
  assignments: {
    id: string;
    taskId: string;
    repId: string | null;
    repName: string | null;
    because: string;
    at: Date;
    kind: TaskKind;
    opens: Generated<boolean>;
    asOf: Date | null;
  };
  auditLog: {
    id: string;
    at: Date;
    principal: string;
    action: string;
    detail: ColumnType<unknown, string | undefined, string>;
    keyId: string | null;
    outcome: AuditOutcome;
    subjects: string[];
  };
  brakes: {
    id: string;
    kind: BrakeKind;
    campaignId: string | null;
    accountId: string | null;
    leadId: string | null;
    because: string;
    setBy: string;
    at: Date;
    until: Date | null;
    releasedAt: Date | null;
    releasedBy: string | null;
    toldUpTo: string | null;
    toldAt: Date | null;
  };
  campaigns: {
    id: string;
    name: string;
    program: string;
    cost: Generated<number>;
    spreadDays: Generated<number>;
    jitterHours: Generated<number>;
    launchedBy: string | null;
    launchedAt: Date | null;
    content: string | null;
    audience: ColumnType<Expression | null, string | null, string | null>;
    again: Generated<boolean>;
    startsAt: Date | null;
    stoppedAt: Date | null;
    holdoutPercent: Generated<number>;
  };
  clock: {
    single: Generated<boolean>;
    origin: Date;
    realOrigin: Date;
    speed: number;
  };
  confirmationEmails: {
    confirmationId: string;
    nth: number;
    mailbox: string;
    state: Generated<ConfirmationEmailState>;
    dueAt: Date;
    owner: string | null;
    realLeaseUntil: Date | null;
    realNextAt: Date | null;
    attempts: Generated<number>;
    sentAt: Date | null;
    messageId: string | null;
    reason: string | null;
    smtpCode: number | null;
  };
  confirmations: {
    id: string;
    email: string;
    emailKey: string;
    source: string;
    askedFor: string;
    kind: EngagementKind | null;
    basis: ConsentBasis;
    wording: string;
    campaignId: string | null;
    page: string | null;
    claim: ColumnType<Claim | null, string | null, string | null>;
    state: Generated<ConfirmationState>;
    askedAt: Date;
    askedIp: string | null;
    askedAgent: string | null;
    expiresAt: Date;
    confirmedAt: Date | null;
    confirmedIp: string | null;
    confirmedAgent: string | null;
  };
  consents: {
    id: string;
    leadId: string;
    purpose: string;
    jurisdiction: string;
    basis: string;
    source: string;
    at: Date;
    confirmedAt: Date | null;
    expiresAt: Date | null;
    confirmationId: string | null;
    withdrawnAt: Date | null;
    withdrawnBy: string | null;
  };
  contentVersions: {
    hash: string;
    content: string;
    persona: string | null;
    subject: string;
    links: ColumnType<ContentLinks, string, string>;
    firstUsedAt: Generated<Date>;
    text: string | null;
  };
  decidedSubjects: {
    content: string;
    kept: string;
    dropped: string;
    by: string;
    at: Date;
  };
  deferredEnrolments: {
    id: Generated<string>;
    leadId: string;
    campaignId: string;
    at: Date;
    by: string | null;
    drawsLots: Generated<boolean>;
  };
  dispositions: {
    id: string;
    taskId: string;
    repId: string;
    disposition: Disposition;
    details: ColumnType<unknown, string, string>;
    state: DispositionState;
    answer: string | null;
    result: ColumnType<unknown, string | null, string | null>;
    at: Date;
    repName: string | null;
    reason: string | null;
    undo: ColumnType<unknown, string | null, string | null>;
    takenBackAt: Date | null;
    n: Generated<string>;
  };
  domainAnswers: {
    domain: string;
    takesMail: boolean;
    accepted: Generated<boolean>;
    realAt: Generated<Date>;
  };
  engagements: {
    id: string;
    leadId: string;
    touchKey: string | null;
    kind: EngagementKind;
    at: Date;
    human: boolean;
    verdict: Verdict;
    content: string | null;
    link: string | null;
    page: Page | null;
    reply: ReplyKind | null;
    answer: AnswerKind | null;
    until: Date | null;
    source: string;
    intends: string | null;
    bounce: MailBlame | null;
    isRequest: Generated<boolean>;
    data: ColumnType<EngagementData | null, string | null, string | null>;
  };
  enrolments: {
    id: string;
    leadId: string;
    campaignId: string;
    program: string;
    state: EnrolmentState;
    startAt: Date;
    track: string | null;
    visit: Generated<number>;
    endedAt: Date | null;
    endedAs: string | null;
    reason: string | null;
    lane: string | null;
    heldOut: boolean | null;
  };
  erasedAddresses: {
    hash: Buffer;
    at: Date;
  };
  eventDeliveries: {
    eventId: string;
    sink: string;
    leadId: string | null;
    state: Generated<string>;
    attempts: Generated<number>;
    error: string | null;
    realNextAt: Date | null;
    realAt: Generated<Date>;
  };
  facts: {
    leadId: string;
    field: string;
    value: ColumnType<unknown, string, string>;
    source: string;
    confidence: number;
    at: Date;
  };
  forecasts: {
    month: string;
    isDue: Generated<boolean>;
    run: string | null;
    progress: string | null;
    toldAt: Date | null;
    endedAt: Date | null;
    answer: ColumnType<unknown, string | null, string | null>;
    failed: string | null;
  };
  formRates: {
    bucket: string;
    tokens: number;
    filledAt: Date;
  };
  formerAddresses: {
    emailKey: string;
    leadId: string;
    email: string;
    leftAt: Date;
  };
  idempotencyKeys: {
    key: string;
    procedure: string;
    inputHash: string;
    answer: ColumnType<unknown, string | null, string | null>;
    at: Date;
    keyId: string;
  };
  importLeads: {
    importId: string;
    leadId: string;
  };
  importRejections: {
    importId: string;
    line: number;
    reason: string;
    value: string;
    column: string | null;
    costs: 'row' | 'cell';
    n: number;
  };
  imports: {
    id: string;
    source: string;
    importedBy: string;
    at: Date;
    rows: number;
    created: number;
    updated: number;
    held: number;
    rejected: number;
    state: ImportState;
    duplicates: number;
    failure: string | null;
    reading: ColumnType<ImportReading | null, string | null, string | null>;
  };
  incomingMails: {
    id: string;
    hash: Buffer;
    envelopeTo: string | null;
    receivedAt: Date;
    raw: Buffer | null;
    state: Generated<IncomingMailState>;
    attempts: Generated<number>;
    realReadBy: Generated<Date>;
    message: ColumnType<unknown, string | null, string | null>;
    kind: string | null;
    because: string | null;
    leadId: string | null;
    touchKey: string | null;
  };
  incomingTexts: {
    id: string;
    channel: string;
    address: string;
    body: string;
    receivedAt: Date;
    state: 'waiting' | 'assigned' | 'dismissed';
    leadId: string | null;
  };
  inputChanges: {
    id: string;
    inputId: string;
    version: number;
    before: ColumnType<InputValues, string, string>;
    after: ColumnType<InputValues, string, string>;
    because: string;
    by: string;
    at: Date;
    told: Generated<number>;
    toldUpTo: string | null;
    finishedAt: Date | null;
  };
  inputs: {
    id: string;
    program: string;
    campaignId: string | null;
    version: Generated<number>;
    values: ColumnType<InputValues, string, string>;
  };
  leadEvents: {
    id: string;
    leadId: string;
    at: Date;
    kind: string;
    by: string | null;
    data: ColumnType<unknown, string, string>;
    key: string | null;
    asOf: Date | null;
  };
  leads: {
    id: string;
    email: string;
    emailKey: string;
    firstName: string | null;
    lastName: string | null;
    title: string | null;
    phone: string | null;
    country: string | null;
    zone: string;
    accountId: string | null;
    persona: Persona;
    seniority: Seniority;
    source: string;
    stage: FunnelStage;
    stageAt: Date;
    ownerId: string | null;
    held: string | null;
    createdAt: Date;
    duplicateOf: string | null;
    given: ColumnType<SaidOfPerson[], string | undefined, string>;
    zoneSure: Generated<boolean>;
    slower: Generated<number>;
    otherTopic: Generated<boolean>;
    fields: ColumnType<SavedFields, string | undefined, string>;
    phoneKey: string | null;
    erasedAt: Date | null;
  };
  merges: {
    id: string;
    kind: string;
    keptId: string;
    droppedId: string;
    at: Date;
    by: string;
    undo: ColumnType<unknown, string, string>;
    undoneAt: Date | null;
  };
  modelScores: {
    leadId: string;
    model: string;
    fit: number;
    interestAt: Date;
    byKind: ColumnType<Record<string, number>, string, string>;
    hot: boolean;
    firstReadyAt: Date | null;
  };
  notes: {
    id: string;
    leadId: string;
    taskId: string | null;
    body: string;
    by: string;
    author: string;
    at: Date;
    kind: Generated<NoteKind>;
  };
  opportunities: {
    id: string;
    leadId: string;
    accountId: string | null;
    ownerId: string;
    taskId: string | null;
    amount: number;
    closeAt: Date;
    nextStep: string;
    stageChangedAt: Date;
    openedAt: Date;
    closedAt: Date | null;
    result: string | null;
    externalId: string | null;
    stage: string | null;
    currency: string | null;
  };
  outbox: {
    id: string;
    leadId: string;
    message: ColumnType<OutboxMessage, string, string>;
    at: Date;
    state: Generated<OutboxState>;
    attempts: Generated<number>;
    realNextAt: Date | null;
    error: string | null;
    realAt: Generated<Date | null>;
    urgent: Generated<boolean>;
  };
  outgoingEvents: {
    id: string;
    seq: string | null;
    type: string;
    leadId: string | null;
    at: Date;
    data: ColumnType<unknown, string, string>;
  };
  pageVisits: {
    id: string;
    visitorId: string;
    page: string;
    at: Date;
  };
  people: {
    id: Generated<string>;
    email: string;
    name: string;
    role: ApiRole;
    realRemovedAt: Date | null;
  };
  pictures: {
    name: string;
    type: string;
    bytes: Buffer;
  };
  processes: {
    id: string;
    parts: string[];
    host: string;
    pid: number;
    aheadMs: number;
    realSince: Generated<Date>;
    realHeardAt: Generated<Date>;
  };
  programs: {
    id: string;
    repliesTo: string | null;
    lane: string | null;
    whileInSales: string | null;
  };
  providerCalls: {
    id: string;
    leadId: string;
    provider: string;
    found: string[];
    cost: number;
    at: Date;
    failed: Generated<boolean>;
  };
  pulse: {
    single: Generated<boolean>;
    confirmed: string | null;
    pending: string;
    safeBecause: string | null;
    realSafeSince: Date | null;
  };
  reps: {
    id: string;
    teamId: string;
    role: RepRole;
    name: string;
    email: string;
    title: string | null;
    phone: string | null;
    active: Generated<boolean>;
    weight: Generated<number>;
    capacity: Generated<number>;
    territory: Generated<string[]>;
    calendar: ColumnType<OwnCalendar | null, string | null, string | null>;
  };
  savedReports: {
    asked: string;
    answer: ColumnType<unknown, string, string>;
    tookMs: number;
    at: Date;
    wantedAt: Generated<Date>;
    recountAt: Generated<Date>;
  };
  scores: {
    leadId: string;
    fit: Generated<number>;
    interest: Generated<number>;
    interestAt: Date;
    byKind: ColumnType<Record<string, number>, string | undefined, string>;
    acts: ColumnType<ActRecord[], string | undefined, string>;
    hot: Generated<boolean>;
    firstMqlAt: Date | null;
    mqlCount: Generated<number>;
  };
  segments: {
    name: string;
    audience: ColumnType<Expression, string, string>;
    savedBy: string;
    savedAt: Date;
  };
  sendRates: {
    bucket: string;
    tokens: number;
    realRefilledAt: Date;
  };
  sendingTrouble: {
    because: string;
    smtpCode: number | null;
    mails: Generated<number>;
    realSince: Generated<Date>;
    realLastAt: Generated<Date>;
    told: Generated<string[]>;
    channel: Generated<string>;
    toldAt: Date | null;
  };
  sessions: {
    id: Generated<string>;
    hash: Buffer;
    personId: string;
    browser: string | null;
    realBeganAt: Date;
    realSeenAt: Date;
    realEndedAt: Date | null;
  };
  signInLinks: {
    hash: Buffer;
    personId: string | null;
    browser: Buffer | null;
    returnTo: string;
    realExpiresAt: Date;
    realUsedAt: Date | null;
  };
  slaEvents: {
    taskId: string;
    round: number;
    rung: string;
    leadId: string;
    sla: string;
    mode: string;
    dueAt: Date;
    at: Date;
    assigneeId: string | null;
    assigneeName: string | null;
  };
  stepRuns: {
    key: string;
    leadId: string;
    step: string;
    state: string;
    attempts: Generated<number>;
    answer: ColumnType<unknown, string | null, string | null>;
    reason: string | null;
    at: Date;
  };
  stuckLeads: {
    leadId: string;
    cause: string;
    place: string | null;
    realSince: Date;
    track: string | null;
    detail: string | null;
    lane: string | null;
  };
  suppressions: {
    id: string;
    scope: string;
    subject: string;
    channel: string;
    reason: string;
    setBy: string;
    at: Date;
    until: Date | null;
    liftedAt: Date | null;
    by: string | null;
    liftedBy: string | null;
  };
  tasks: {
    id: string;
    key: string;
    leadId: string;
    accountId: string | null;
    enrolmentId: string | null;
    kind: TaskKind;
    teamId: string;
    assigneeId: string | null;
    state: TaskState;
    sla: SlaId | null;
    clockFrom: Date;
    dueAt: Date | null;
    because: string;
    trigger: ColumnType<TaskTrigger, string | undefined, string>;
    openedAt: Date;
    firstAttemptAt: Date | null;
    firstContactAt: Date | null;
    attempts: Generated<number>;
    round: Generated<number>;
    closedAt: Date | null;
    outcome: string | null;
    clockStoppedAt: Date | null;
    exclude: Generated<string[]>;
    clockOutdated: Generated<boolean>;
    clockMoved: Generated<boolean>;
    firstSla: SlaId | null;
    targetAt: Date | null;
    giveUpAt: Date | null;
    climbsAt: Date | null;
  };
  teams: {
    id: string;
    slug: string;
    name: string;
    calendar: ColumnType<WorkingCalendar, string, string>;
    slaMode: Generated<'enforce' | 'observe'>;
    slaModes: ColumnType<SlaModes, string | undefined, string>;
  };
  touches: {
    key: string;
    leadId: string;
    enrolmentId: string | null;
    campaignId: string | null;
    track: string;
    content: string;
    version: string | null;
    persona: Persona | null;
    repId: string | null;
    state: TouchState;
    owner: string | null;
    realLeaseUntil: Date | null;
    attempts: Generated<number>;
    claimedAt: Date;
    dueAt: Date | null;
    sentAt: Date | null;
    settledAt: Date | null;
    messageId: string | null;
    reason: string | null;
    smtpCode: number | null;
    fetched: ColumnType<unknown, string | undefined, string>;
    repName: string | null;
    channel: Generated<string>;
  };
  transitions: {
    enrolmentId: string;
    visit: number;
    n: number;
    leadId: string;
    at: Date;
    kind: string;
    from: string | null;
    to: string | null;
    reason: string | null;
    turn: number | null;
  };
  turns: {
    teamId: string;
    territory: string;
    repId: string;
    turn: number;
    wasAble: boolean;
  };
  unwantedAlerts: {
    repId: string;
    kind: AlertKind;
  };
  visitors: {
    id: string;
    leadId: string | null;
    seenAt: Date;
  };
  wordings: {
    version: string;
    body: string;
  };
  words: {
    engagementId: string;
    subject: string | null;
    body: string;
  };
}
