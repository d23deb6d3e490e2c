import type { Enrolment } from '../domain/lead/messages.ts';
import type { CarriedState } from './state.ts';

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

/** The attributes of a run; given at its start, where they cost nothing. */
export const searchAttributesOf = (
  { program, campaignId }: Pick<Enrolment, 'program' | 'campaignId'>,
  { track, stage }: Pick<CarriedState, 'track' | 'stage'>,
  owner?: string,
): { [A in SearchAttribute]?: string[] } => ({
  TrellisProgram: [program],
  TrellisTrack: [track],
  TrellisStage: [stage],
  TrellisCampaign: [campaignId],
  ...(owner && { TrellisOwner: [owner] }),
});
