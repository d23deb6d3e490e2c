// Generated from the migrated database; do not edit.
import type { ColumnType, Generated } from 'kysely';
import type { Disposition } from '../domain/dispositions.ts';
import type { AnswerKind, EngagementKind, Page, ReplyKind } from '../domain/engagement.ts';
import type { FunnelStage } from '../domain/funnel.ts';
import type { Persona, Seniority } from '../domain/persona.ts';
import type { SlaId } from '../domain/sla.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import type {
  AccountKind, ActRecord, ApiRole, ContentLinks, DispositionState, EnrolmentState, ImportReading, ImportState, OutboxMessage, OutboxState, RepRole, TaskKind, TaskState, TaskTrigger, TouchState, Verdict,
} from './columns.ts';

export interface DB {
  absences: {
    id: string;
    repId: string;
    startsAt: Date;
    endsAt: Date;
  };
  accounts: {
    id: string;
    name: string;
    domain: string | null;
    aliases: Generated<string[]>;
    kind: Generated<AccountKind>;
    ownerId: string | null;
    size: number | null;
    industry: string | null;
    region: string | null;
    createdAt: Date;
  };
  apiKeys: {
    id: string;
    hash: Buffer;
    role: ApiRole;
    principal: string;
    repId: string | null;
    createdAt: Date;
    revokedAt: Date | null;
  };
  auditLog: {
    id: string;
    at: Date;
    principal: string;
    action: string;
    subject: string;
    detail: ColumnType<unknown, string | undefined, string>;
  };
  campaigns: {
    id: string;
    name: string;
    program: string;
    cost: Generated<number>;
    spreadDays: Generated<number>;
    jitterHours: Generated<number>;
    launchedBy: string;
    launchedAt: Date;
  };
  clock: {
    single: Generated<boolean>;
    origin: Date;
    realOrigin: Date;
    speed: number;
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
  };
  contentVersions: {
    hash: string;
    content: string;
    persona: string | null;
    subject: string;
    links: ColumnType<ContentLinks, string, string>;
    firstUsedAt: Date;
  };
  dispositions: {
    id: string;
    taskId: string;
    repId: string;
    disposition: Disposition;
    details: ColumnType<unknown, string, string>;
    state: DispositionState;
    answer: string | null;
    result: ColumnType<unknown, string | null, string>;
    at: Date;
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
  };
  facts: {
    leadId: string;
    field: string;
    value: ColumnType<unknown, string, string>;
    source: string;
    confidence: number;
    at: Date;
  };
  idempotencyKeys: {
    principal: string;
    key: string;
    procedure: string;
    inputHash: string;
    answer: ColumnType<unknown, string | null, string>;
    at: Date;
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
    reading: ColumnType<ImportReading, string | null, string>;
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
  };
  providerCalls: {
    id: string;
    leadId: string;
    provider: string;
    found: string[];
    cost: number;
    at: Date;
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
  sendRates: {
    bucket: string;
    tokens: number;
    realRefilledAt: Date;
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
  };
  teams: {
    id: string;
    slug: string;
    name: string;
    calendar: ColumnType<WorkingCalendar, string, string>;
    slaMode: Generated<'enforce' | 'observe'>;
  };
  touches: {
    key: string;
    leadId: string;
    enrolmentId: string;
    campaignId: string;
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
  };
  words: {
    engagementId: string;
    subject: string | null;
    body: string;
  };
}
