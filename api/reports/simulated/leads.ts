import { currentInput } from '../../../db/campaigns/inputs.ts';
import { draftsOf, runningLeads, type LeadSample } from '../../../db/reports/forecast-leads.ts';
import { readInput } from '../../../domain/input/program-input.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import { createSample } from '../../campaigns/expected.ts';
import { judged } from '../../campaigns/reckon.ts';
import type { MonthOrder, SampleDraft } from './simulator.ts';

/** Leads that are forecast together. */
export interface LeadGroup extends LeadSample {
  /** The draft that would take them; null for leads that are in programs. */
  readonly draft: { readonly campaignId: string; readonly name: string } | null;
}

/** How many leads are simulated; the rest is reckoned from them. */
const MOST = { running: 150, drafted: 100 };
/** The newest drafts count: who has more may have forgotten the others. */
const MOST_DRAFTS = 10;

type Deps = Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'settings'>;
type Draft = Awaited<ReturnType<typeof draftsOf>>[number];

interface ToSimulate extends Pick<MonthOrder, 'running' | 'drafts'> {
  readonly groups: readonly LeadGroup[];
  /** How many drafts could start, too, and are left out. */
  readonly leftOut: number;
}

/** The leads that are in programs, and those that each draft would take if it started now. A lead is in one group. */
export async function leadsToSimulate(deps: Deps, month: string): Promise<ToSimulate> {
  const { db, settings } = deps;
  const running = await runningLeads(db, { seed: month, most: MOST.running });
  const could = await complete(deps, await draftsOf(db, Object.keys(settings.programs)));
  const newest = could.slice(-MOST_DRAFTS);
  const most = Math.floor(MOST.drafted / newest.length);
  const taken = new Set<string>();
  const groups: LeadGroup[] = [{ draft: null, ...running }];
  const drafts: SampleDraft[] = [];
  for (const { given, ...draft } of newest) {
    const { beside, ...sample } = await wouldTake(deps, draft, { most, taken, running: new Set(running.some) });
    groups.push({ draft: { campaignId: draft.id, name: draft.name }, ...sample });
    const leadIds = [...sample.some, ...beside];
    if (leadIds.length > 0) {
      const { name, program, spreadDays, jitterHours, again } = draft;
      drafts.push({ name, program, input: given, leadIds, spreadDays, jitterHours, again });
    }
  }
  return { groups, leftOut: could.length - newest.length, running: running.some, drafts };
}

interface Others {
  readonly most: number;
  /** The leads that earlier drafts would take; those of this draft are added. */
  readonly taken: Set<string>;
  /** The sampled leads that are in programs. */
  readonly running: ReadonlySet<string>;
}

/** The leads that a draft would take, and the sampled leads in programs that it would take, too: it is of a side program. */
async function wouldTake(
  deps: Deps,
  draft: Draft,
  { most, taken, running }: Others,
): Promise<LeadSample & { readonly beside: readonly string[] }> {
  const sample = createSample(draft.id, most);
  const beside: string[] = [];
  let leads = 0;
  for await (const page of judged(deps.db, deps, draft, draft.audience!)) {
    for (const { lead, refused } of page) {
      if (refused) continue;
      if (lead.runsBeside.length > 0) {
        if (running.has(lead.id)) beside.push(lead.id);
      } else if (!taken.has(lead.id)) {
        taken.add(lead.id);
        sample.add(lead.id);
        leads++;
      }
    }
  }
  return { leads, some: sample.ids(), beside };
}

/** The drafts that could start, with what they give to their programs. */
async function complete({ db, settings }: Deps, drafts: readonly Draft[]) {
  const all = await Promise.all(
    drafts.map(async (draft) => ({ ...draft, given: (await currentInput(db, { campaignId: draft.id }))?.values ?? {} })),
  );
  return all.filter(({ program, given }) => readInput(settings.programs[program]!.input, given).faults.length === 0);
}
