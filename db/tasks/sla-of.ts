import { own } from '../../domain/text/own.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import type { TaskRow } from './tasks.ts';

/** The SLA by which a task of this kind runs when it has no clock of its own, or when its manager was asked. */
const usual = {
  call: 'firstAttempt',
  email: 'firstAttempt',
  acceptance: 'acceptance',
  opportunity: 'opportunity',
} as const satisfies Partial<Record<TaskRow['kind'], SlaId>>;

/** The SLA that a rep has to keep on a task; not that of the manager's decision. */
export const slaOf = ({ kind, sla }: Pick<TaskRow, 'kind' | 'sla'>): SlaId => {
  if (sla !== null && sla !== 'managerDecision') return sla;
  return own<SlaId>(usual, kind) ?? 'firstAttempt';
};
