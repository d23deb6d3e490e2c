import { leadById } from '../../db/leads/leads.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound } from '../procedures/refusal.ts';
import { answers } from './answers.ts';
import { assignments } from './assignments.ts';
import { brakes } from './brakes.ts';
import { consents } from './consents.ts';
import { engagements } from './engagements.ts';
import { events } from './events.ts';
import { journal } from './journal.ts';
import { notes } from './notes.ts';
import { reports } from './reports.ts';
import { slaEvents } from './sla.ts';
import type { StoryLine, StorySource } from './source.ts';
import { steps } from './steps.ts';
import { suppressions } from './suppressions.ts';
import { touches } from './touches.ts';

export type { StoryLine } from './source.ts';

/** In causal order for events at the same instant: an engagement, a report, their effects. */
const sources: readonly StorySource[] = [
  engagements,
  answers,
  reports,
  notes,
  assignments,
  events,
  consents,
  suppressions,
  brakes,
  touches,
  steps,
  slaEvents,
  journal,
];

/** Everything that happened to a lead, in order, in words. @throws Refusal if the lead does not exist */
export async function storyOf(
  { db, policy, clock }: Pick<ApiDeps, 'db' | 'policy' | 'clock'>,
  leadId: string,
): Promise<StoryLine[]> {
  if (!(await leadById(db, leadId))) throw notFound('lead', leadId);
  const lines = await Promise.all(sources.map((find) => find(db, leadId, { policy, now: clock.now() })));
  return lines.flat().toSorted((a, b) => a.at - b.at);
}
