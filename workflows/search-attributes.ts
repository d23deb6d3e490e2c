import type { Enrolment } from '../domain/lead/messages.ts';

/**
 * The attributes by which Temporal lists and counts leads. The development stack registers them; on another server, use
 * `temporal operator search-attribute create`. Values are program names, tracks, funnel stages and ids, never personal data.
 */
export const searchAttributes = {
  TrellisProgram: 'Keyword',
  TrellisTrack: 'Keyword',
  TrellisStage: 'Keyword',
  TrellisCampaign: 'Keyword',
  TrellisOwner: 'Keyword',
} as const;

export type SearchAttribute = keyof typeof searchAttributes;

/** Only a lead with sales has an owner. */
type SearchAttributes = Readonly<Record<Exclude<SearchAttribute, 'TrellisOwner'>, string[]>> & {
  readonly TrellisOwner?: string[];
};

/** The search attributes of a run. They are set at its start, where they cost no event. */
export const searchAttributesOf = (
  { program, campaignId }: Pick<Enrolment, 'program' | 'campaignId'>,
  { track, stage }: { readonly track: string; readonly stage: string },
  owner?: string,
): SearchAttributes => ({
  TrellisProgram: [program],
  TrellisTrack: [track],
  TrellisStage: [stage],
  TrellisCampaign: [campaignId],
  ...(owner && { TrellisOwner: [owner] }),
});
