/** What a person agreed to hear about. Agreeing to one purpose means agreeing to those that it includes. */
export const purposes = {
  marketing: { label: 'News, guides and offers', includes: ['marketing', 'service'] },
  service: { label: 'What they asked us for', includes: ['service'] },
} as const satisfies Record<string, { label: string; includes: readonly ('marketing' | 'service')[] }>;

export type Purpose = keyof typeof purposes;
