import { beside } from '../beside.ts';
import type { Flow } from '../flow.ts';
import type { Lead } from '../lead.ts';

/** What marketing does as soon as sales gets the lead, such as an email about what it has just begun. No rep waits for it. */
export type Welcome = (lead: Lead) => unknown;

export function welcomeBeside(flow: Flow, welcome: Welcome | undefined): void {
  if (welcome) beside(flow, 'welcome', async (lead) => welcome(lead));
}
