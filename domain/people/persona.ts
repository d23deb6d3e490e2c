/** The kinds of buyer, the best fit for our mails first. `pace` scales the days of a track. */
export const personas = {
  champion: { label: 'Champion', pace: 1 },
  'decision-maker': { label: 'Decision-maker', pace: 2 },
  buyer: { label: 'Buyer', pace: 2 },
  user: { label: 'User', pace: 0.5 },
} as const satisfies Record<string, { label: string; pace: number }>;

export type Persona = keyof typeof personas;

/** How senior somebody is, as their title tells, the least first. */
export const seniorities = {
  staff: { label: 'Staff' },
  manager: { label: 'Manager' },
  director: { label: 'Director' },
  executive: { label: 'Executive' },
} as const satisfies Record<string, { label: string }>;

export type Seniority = keyof typeof seniorities;
