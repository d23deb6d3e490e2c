import { stuckLeads } from '../../db/leads/stuck-leads.ts';
import { ok, type Check } from './finding.ts';

/** No lead stands still. */
export const stuck: Check = async ({ db }) => {
  const leads = await stuckLeads(db);
  const [first] = leads;
  if (!first) return ok;
  return {
    state: 'stuck',
    label: `${leads.length} leads stand still: ${first.label}`,
    todo: 'See ops.stuck.',
    detail: leads.slice(0, 100),
  };
};
