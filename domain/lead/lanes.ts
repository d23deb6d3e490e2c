/** What a side program does with its emails while sales works on the lead. */
export type WhileInSales = 'wait' | 'send';

/** Names of lanes: they are part of a workflow's id. */
export const isLane = (name: string): boolean => /^[a-z][a-z0-9-]{0,39}$/.test(name);
