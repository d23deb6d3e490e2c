import type { FaultKind } from './fault.ts';
import { leadFaults } from './lead-faults.ts';
import { outboxFaults } from './outbox-faults.ts';
import { restoreFaults } from './restore-faults.ts';
import { taskFaults } from './task-faults.ts';
import { touchFaults } from './touch-faults.ts';

/** Everything that the audit looks for, in the order in which it is mended: what went out first, so that nothing goes out twice. */
export const faults = {
  ...touchFaults,
  ...leadFaults,
  ...restoreFaults,
  ...taskFaults,
  ...outboxFaults,
} as const satisfies Record<string, FaultKind>;

export type Fault = keyof typeof faults;

/** The row of a kind of fault. */
export const faultKind = (fault: Fault): FaultKind => faults[fault];
