/**
 * What Temporal can list and count leads by. Registered by the development stack; on another server, by
 * `temporal operator search-attribute create`. Values are program names, tracks, funnel stages and ids: never personal data.
 */
export const searchAttributes = {
  TrellisProgram: 'Keyword',
  TrellisTrack: 'Keyword',
  TrellisStage: 'Keyword',
  TrellisCampaign: 'Keyword',
  TrellisOwner: 'Keyword',
} as const;

export type SearchAttribute = keyof typeof searchAttributes;
