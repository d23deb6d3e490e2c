/** The types of columns that TypeScript knows and Postgres does not. */
export const narrower = {
  'leads.stage': 'FunnelStage',
  'leads.given': 'SaidOfPerson[]',
  'leads.fields': 'SavedFields',
  'leads.persona': 'Persona',
  'leads.seniority': 'Seniority',
  'engagements.kind': 'EngagementKind',
  'engagements.reply': 'ReplyKind',
  'engagements.answer': 'AnswerKind',
  'engagements.bounce': 'MailBlame',
  'engagements.page': 'Page',
  'engagements.data': 'EngagementData',
  'engagements.verdict': 'Verdict',
  'dispositions.disposition': 'Disposition',
  'dispositions.state': 'DispositionState',
  'enrolments.state': 'EnrolmentState',
  'touches.state': 'TouchState',
  'touches.persona': 'Persona',
  'tasks.state': 'TaskState',
  'assignments.kind': 'TaskKind',
  'tasks.kind': 'TaskKind',
  'tasks.trigger': 'TaskTrigger',
  'tasks.sla': 'SlaId',
  'tasks.first_sla': 'SlaId',
  'outbox.state': 'OutboxState',
  'outbox.message': 'OutboxMessage',
  'reps.role': 'RepRole',
  'api_keys.role': 'ApiRole',
  'people.role': 'ApiRole',
  'audit_log.outcome': 'AuditOutcome',
  'accounts.kind': 'AccountKind',
  'accounts.given': 'SaidOfCompany[]',
  'scores.acts': 'ActRecord[]',
  'scores.by_kind': 'Record<string, number>',
  'model_scores.by_kind': 'Record<string, number>',
  'teams.calendar': 'WorkingCalendar',
  'reps.calendar': 'OwnCalendar',
  'teams.sla_mode': "'enforce' | 'observe'",
  'teams.sla_modes': 'SlaModes',
  'content_versions.links': 'ContentLinks',
  'inputs.values': 'InputValues',
  'input_changes.before': 'InputValues',
  'input_changes.after': 'InputValues',
  'imports.state': 'ImportState',
  'imports.reading': 'ImportReading',
  'import_rejections.costs': "'row' | 'cell'",
  'incoming_mails.state': 'IncomingMailState',
  'incoming_texts.state': "'waiting' | 'assigned' | 'dismissed'",
  'address_refusals.blame': 'MailBlame',
  'confirmations.state': 'ConfirmationState',
  'confirmations.kind': 'EngagementKind',
  'confirmations.basis': 'ConsentBasis',
  'confirmations.claim': 'Claim',
  'confirmation_emails.state': 'ConfirmationEmailState',
  'alerts.state': 'AlertState',
  'alerts.kind': 'AlertKind',
  'unwanted_alerts.kind': 'AlertKind',
  'notes.kind': 'NoteKind',
  'brakes.kind': 'BrakeKind',
  'campaigns.audience': 'Expression',
  'segments.audience': 'Expression',
  'answers.value': 'FieldValue',
} as const;

export const narrowerImports = `import type { AlertKind } from './alerts/alert-kinds.ts';
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
} from './columns.ts';`;
