import { knownProcesses, type KnownProcess } from '../../db/system/processes.ts';
import { ok, type Check } from './finding.ts';

/** Real seconds of silence after which a process counts as hanging or killed; it reports three times as often. */
const SILENT = 30;

/** Workers run the leads’ programs: they ask Temporal for work, and none of them hangs. */
export const workers: Check = async ({ db, engine }) => {
  // Without Temporal nobody knows who asks it; its own check reports that.
  const [asking, processes] = await Promise.all([engine.workersAsking().catch(() => undefined), knownProcesses(db)]);
  const silent = processes.filter(({ silentFor }) => silentFor > SILENT);
  if (silent.length > 0)
    return {
      state: 'hung',
      label: `${silent.map(named).join(', ')}: silent for ${Math.round(Math.max(...silent.map(({ silentFor }) => silentFor)))} seconds`,
      todo: 'Restart it. A killed process disappears from this list after ten minutes.',
      detail: { silent },
    };
  if (asking === 0)
    return { state: 'none', label: 'no worker polls for work', todo: 'Start one: trellis worker. Leads wait until then.' };
  return ok;
};

const named = ({ parts, host, pid }: KnownProcess): string => `${parts.join(' and ')} ${pid}@${host}`;
