import { campaignNames } from '../../db/campaigns/campaigns.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { labelOf, own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** What the value of a column is called; a value without a name is its own. */
export type Labels = (column: string, value: string | null) => string;

/** Names for the values of reports. */
export async function labelsOf({ db, policy }: Pick<ApiDeps, 'db' | 'policy'>): Promise<Labels> {
  const campaigns = Object.fromEntries((await campaignNames(db)).map(({ id, name }) => [id, { label: name }]));
  const tables: Readonly<Record<string, Parameters<typeof labelOf>[0]>> = {
    campaign: campaigns,
    persona: policy.personas,
    sla: policy.slas,
    stage: funnelStages,
    to: funnelStages,
    disposition: policy.dispositions,
    // A call can give a lead back with a date, without a reason of the table.
    reason: { ...policy.dispositions, ...policy.recycle.reasons },
  };
  return (column, value) => {
    if (value === null) return 'none';
    const table = own(tables, column) ?? {};
    return column === 'reason' && !own(table, value) ? codeInWords(value) : labelOf(table, value);
  };
}
