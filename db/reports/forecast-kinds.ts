import type { SetName } from './counted/index.ts';
import type { Scope } from './scope.ts';

interface ForecastKindSpec {
  readonly label: string;
  /** What is counted, in a simulation as in reality. */
  readonly set: SetName;
  readonly where: Scope['where'];
}

/** What the simulator forecasts. */
export const forecastKinds = {
  emails: { label: 'Emails', set: 'emails', where: { what: 'sent' } },
  mqls: { label: 'Leads ready for sales', set: 'moves', where: { to: 'mql' } },
  tasks: { label: 'Tasks', set: 'tasks', where: { what: 'opened' } },
  opportunities: { label: 'Opportunities', set: 'moves', where: { to: 'opportunity' } },
  customers: { label: 'Customers', set: 'moves', where: { to: 'customer' } },
} as const satisfies Record<string, ForecastKindSpec>;

export type ForecastKind = keyof typeof forecastKinds;
