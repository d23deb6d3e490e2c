import type { Instant } from '../domain/time/clock.ts';
import type { Flow } from './flow.ts';
import { Lead } from './lead.ts';

/** Does something for the lead while the track continues, such as sending an email in a rep's name; see `Flow.branch`. */
export const beside = (flow: Flow, name: string, what: (lead: Lead) => Promise<unknown>, before?: Instant): void =>
  flow.branch(name, (branch) => what(new Lead(branch)), before);
