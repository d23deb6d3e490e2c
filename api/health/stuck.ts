import { stuckLeads } from '../../db/leads/stuck-leads.ts';
import { ok, type Check } from './finding.ts';

/** No lead is stuck. */
export const stuck: Check = async ({ db }) => {
  const leads = await stuckLeads(db);
  const [first] = leads;
  if (!first) return ok;
  const count = leads.length === 1 ? 'a lead is stuck' : `${leads.length} leads are stuck`;
  return {
    state: 'stuck',
    label: `${count}: ${first.label}`,
    todo: 'See which leads, and why (ops.stuck).',
    detail: leads.slice(0, 100),
  };
};
