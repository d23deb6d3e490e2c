/** What an app's `trellis.config.ts` needs, and what loads it. */
export { defineTrellis } from './define-trellis.ts';
export { BadApp, loadApp } from './load-app.ts';
export { step } from '../domain/lead/step.ts';
export type { FoundFact, LeadToEnrich, Provider, ProviderContext } from '../domain/lead/provider.ts';
export type { LeadRecord } from '../domain/lead/lead-record.ts';
export { BadSink, SinkRefuses, type Sink, type SinkContext } from '../sinks/sink.ts';
export { slack, type SlackOptions } from '../sinks/slack.ts';
export { webhook, type WebhookOptions } from '../sinks/webhook.ts';
export type { OutgoingEvent } from '../db/events/outgoing.ts';
export type { App, AppDefinition, Sender } from './app.ts';
