import { heardProcesses, type HeardProcess } from '../../db/system/processes.ts';
import { ok, type Check } from './finding.ts';

/** Real seconds of silence after which a process hangs, or was killed: it tells three times as often. */
const SILENT = 30;

/** Somebody runs the leads: workers ask Temporal for work, and none of them hangs. */
export const workers: Check = async ({ db, engine }) => {
  const [asking, processes] = await Promise.all([engine.workersAsking().catch(() => undefined), heardProcesses(db)]);
  const silent = processes.filter(({ silentFor }) => silentFor > SILENT);
  if (silent.length > 0)
    return {
      state: 'hung',
      label: `${silent.map(named).join(', ')}: silent for ${Math.round(Math.max(...silent.map(({ silentFor }) => silentFor)))} seconds`,
      todo: 'Restart it. One that was killed is forgotten after ten minutes.',
      detail: { silent },
    };
  if (asking === 0)
    return { state: 'none', label: 'no worker asks for work', todo: 'Start one: trellis worker. Leads stand still until then.' };
  return ok;
};

const named = ({ parts, host, pid }: HeardProcess): string => `${parts.join(' and ')} ${pid}@${host}`;
