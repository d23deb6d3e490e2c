import type { SlaId } from '../../domain/sales/sla.ts';
import { taskKinds } from '../../domain/sales/task-kinds.ts';
import type { TaskRow } from './tasks.ts';

/** The SLA that a rep has to keep on a task; not that of the manager's decision. */
export const slaOf = ({ kind, sla }: Pick<TaskRow, 'kind' | 'sla'>): SlaId =>
  sla !== null && sla !== 'managerDecision' ? sla : taskKinds[kind].sla;
