interface StageSpec {
  readonly label: string;
  readonly definition: string;
  readonly entry: string;
  readonly owner: 'marketing' | 'inside sales' | 'field sales' | 'customer success' | 'no one';
  readonly buyer: string;
  /** The stages that a lead may move to from here. */
  readonly next: readonly string[];
  /** No workflow runs for a lead in this stage. */
  readonly final?: true;
}

/** The funnel: what each stage means, who owns it, and where a lead can go from it. */
export const funnelStages = {
  inquiry: {
    label: 'Inquiry',
    definition: 'A person who raised a hand, or who came from a source with a basis to write to them.',
    entry: 'Captured or imported with a source.',
    owner: 'marketing',
    buyer: 'sees a problem',
    next: ['mql', 'disqualified', 'archived'],
  },
  mql: {
    label: 'MQL',
    definition: "Marketing believes that a conversation is worth a rep's time.",
    entry: 'Fit and interest and reachable and two human acts, or a fast-track act.',
    owner: 'inside sales',
    buyer: 'compares ways to solve it',
    next: ['sal', 'recycled', 'disqualified', 'archived'],
  },
  sal: {
    label: 'SAL',
    definition: 'A salesperson took the lead on.',
    entry: 'The salesperson reported “Accepted”; nothing else makes a SAL.',
    owner: 'field sales',
    buyer: 'talks to vendors',
    next: ['opportunity', 'recycled', 'disqualified', 'archived'],
  },
  opportunity: {
    label: 'Opportunity',
    definition: 'A deal with an amount, a close date and a next step.',
    entry: 'The salesperson reported “Opportunity”.',
    owner: 'field sales',
    buyer: 'decides',
    next: ['customer', 'recycled', 'disqualified', 'archived'],
  },
  customer: {
    label: 'Customer',
    definition: 'Bought.',
    entry: 'The opportunity was closed as won.',
    owner: 'customer success',
    buyer: 'uses the product',
    next: [],
    final: true,
  },
  recycled: {
    label: 'Recycled',
    definition: 'Sales gave the lead back to nurture, with a reason.',
    entry: 'A disposition or a missed SLA returned it.',
    owner: 'marketing',
    buyer: 'has other priorities',
    next: ['mql', 'disqualified', 'archived'],
  },
  disqualified: {
    label: 'Disqualified',
    definition: 'Cannot become a customer.',
    entry: 'Out of profile, or a rep said so, with a reason.',
    owner: 'no one',
    buyer: 'is not a buyer',
    next: ['inquiry'],
    final: true,
  },
  archived: {
    label: 'Archived',
    definition: 'Asked to be left alone, or stayed silent.',
    entry: 'An answer, an opt-out, or rounds without a reaction.',
    owner: 'no one',
    buyer: 'is not interested now',
    next: ['inquiry'],
    final: true,
  },
} as const satisfies Record<string, StageSpec>;

export type FunnelStage = keyof typeof funnelStages;

/** The way of a lead to a purchase, in order. In every other stage, it has left this way. */
export const funnelWay = ['inquiry', 'mql', 'sal', 'opportunity', 'customer'] as const satisfies readonly FunnelStage[];

/** A stage on this way. */
export type WayStage = (typeof funnelWay)[number];

/** The stages in which a lead has left the way. */
export const leftStages = (Object.keys(funnelStages) as FunnelStage[]).filter((stage) => !funnelWay.some((one) => one === stage));

/** The final stages, as a type. */
export type FinalStage = { [S in FunnelStage]: (typeof funnelStages)[S] extends { final: true } ? S : never }[FunnelStage];

/** Whether a lead may move from one stage to another; staying is always allowed. */
export const mayMove = (from: FunnelStage, to: FunnelStage): boolean =>
  from === to || (funnelStages[from].next as readonly string[]).includes(to);

/** Whether sales works on a lead in this stage. */
export function isWithSales(stage: FunnelStage): boolean {
  const { owner } = funnelStages[stage];
  return owner === 'inside sales' || owner === 'field sales';
}

export const isFinal = (stage: FunnelStage): stage is FinalStage => 'final' in funnelStages[stage];

/** The final stages: a lead's life in a program ends in one of them. */
export const finalStages: readonly FinalStage[] = (Object.keys(funnelStages) as FunnelStage[]).filter(isFinal);
