import pino from 'pino';
import { v7 as uuid } from 'uuid';
import type { Activities } from '../activities/contract.ts';
import { createActivities } from '../activities/create-activities.ts';
import type { Deps, Settings } from '../activities/deps.ts';
import { factsOfLeads } from '../activities/load-facts.ts';
import { emailDomain } from '../activities/enrich/email-domain.ts';
import type { Mailer } from '../activities/touch/mailer.ts';
import { app, compiled } from './app.ts';
import { createLinkSigner } from '../content/link-signer.ts';
import { createRenderer, type Renderer } from '../content/render.ts';
import type { Db } from '../db/database.ts';
import type { Enrolment } from '../domain/lead/messages.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { LeadStart } from '../workflows/state.ts';

export const settings: Settings = {
  publicUrl: 'https://go.vendor.example',
  sender: {
    name: 'Nora at Vendor',
    address: 'nora@mail.vendor.example',
    domain: 'mail.vendor.example',
    postalAddress: 'Vendor, 12 Quay Street, Rotterdam, Netherlands',
  },
  // High enough to delay no email, but finite: every email checks the buckets, as in production.
  limits: { perSecond: 100_000, perDomainPerSecond: 10_000, leaseSeconds: 60 },
};

export const log = pino({ level: 'warn' }, pino.destination(2));

export interface Reach {
  readonly db: Db;
  readonly clock: Clock;
  readonly mailer: Mailer;
  /** Shared by callers with many worlds, so that templates are prepared once. */
  readonly renderer?: Renderer;
}

/** The shipped activities with a database, a clock and a mailer. Every domain accepts email. */
export const shippedActivities = (reach: Reach): Activities => createActivities(depsOf(reach));

export const depsOf = ({ db, clock, mailer, renderer = createRenderer(compiled) }: Reach): Deps => ({
  db,
  clock,
  mailer,
  policy: app.policy,
  content: compiled,
  renderer,
  links: linksFor(clock),
  providers: [emailDomain(() => Promise.resolve('yes'))],
  steps: {},
  settings,
  newId: uuid,
  log,
});

/** What the relay starts leads with: their facts, loaded for all of them at once. */
export async function withFacts(db: Db, clock: Clock, enrolments: readonly Enrolment[]): Promise<LeadStart[]> {
  const leadIds = enrolments.map(({ leadId }) => leadId);
  const facts = await factsOfLeads({ db, clock, policy: app.policy, content: compiled }, leadIds);
  return enrolments.map((enrolment) => ({ ...enrolment, facts: facts.get(enrolment.leadId) }));
}

export const linksFor = (clock: Clock) => createLinkSigner('a secret of 32 letters for a bench', settings.publicUrl, clock);
