import { closeTask } from '../../db/tasks/tasks.ts';
import type { Effect, Situation } from './situation.ts';

export const closeAsReported = ({ trx, task, report }: Situation): Promise<unknown> =>
  closeTask(trx, task.id, 'done', report.disposition, report.at);

/** Closes the task. The lifecycle decides what follows. */
export const close: Effect = async (situation) => {
  await closeAsReported(situation);
  return {};
};
