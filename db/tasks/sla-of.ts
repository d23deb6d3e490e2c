import type { SlaId } from '../../domain/sales/sla.ts';
import { taskKinds } from '../../domain/sales/task-kinds.ts';
import type { TaskRow } from './tasks.ts';

/** The SLA of the rep on a task, even while the manager's decision is due. */
export const slaOf = ({ kind, sla }: Pick<TaskRow, 'kind' | 'sla'>): SlaId =>
  sla !== null && sla !== 'managerDecision' ? sla : taskKinds[kind].sla;
