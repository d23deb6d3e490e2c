import { beside } from '../beside.ts';
import type { Flow } from '../flow.ts';
import type { Lead } from '../lead.ts';

/** What marketing does as soon as sales has the lead, and no rep waits for: an email about what the lead has just begun. */
export type Welcome = (lead: Lead) => unknown;

export function welcomeBeside(flow: Flow, welcome: Welcome | undefined): void {
  if (welcome) beside(flow, 'welcome', async (lead) => welcome(lead));
}
