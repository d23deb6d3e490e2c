import { alertFaults } from './alert-faults.ts';
import type { FaultKind } from './fault.ts';
import { leadFaults } from './lead-faults.ts';
import { outboxFaults } from './outbox-faults.ts';
import { restoreFaults } from './restore-faults.ts';
import { taskFaults } from './task-faults.ts';
import { touchFaults } from './touch-faults.ts';

/** Everything that the audit looks for, in the order of repair: sent touches come first, so that nothing is sent twice. */
export const faults = {
  ...touchFaults,
  ...leadFaults,
  ...restoreFaults,
  ...taskFaults,
  ...outboxFaults,
  ...alertFaults,
} as const satisfies Record<string, FaultKind>;

export type Fault = keyof typeof faults;

/** The table row of a fault. */
export const faultKind = (fault: Fault): FaultKind => faults[fault];
