/** Why nothing is sent: one of the two servers was restored to an earlier moment, and lacks what the other one knows. */
export const safeModes = {
  postgresOlder: { label: 'Postgres was restored to an earlier moment than Temporal; nothing is sent' },
  temporalOlder: { label: 'Temporal was restored to an earlier moment than Postgres; nothing is sent' },
} as const satisfies Record<string, { label: string }>;

export type SafeBecause = keyof typeof safeModes;
