import { stuckLeads } from '../../services/leads/stuck-leads.ts';
import { ok, type Check } from './finding.ts';

/** No lead is stuck. */
export const stuck: Check = async ({ db }) => {
  const leads = await stuckLeads(db);
  const [first] = leads;
  if (!first) return ok;
  return {
    state: 'stuck',
    label: `${leads.length} leads are stuck: ${first.label}`,
    todo: 'See ops.stuck.',
    detail: leads.slice(0, 100),
  };
};
