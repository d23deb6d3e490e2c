import { isCalendarDuration, milliseconds, type CalendarDuration } from '../time/duration.ts';
import { unless, unlessKnown } from '../policy/unless.ts';
import { kindsOf } from '../text/kinds.ts';
import { isName } from '../text/is-name.ts';
import { seniorities, type Seniority } from '../people/persona.ts';
import { funnelPositions, type ActMeanings, type EngagementKind, type FunnelPosition, type Page } from './engagement.ts';

/** How leads are scored. The policy's own fields are the model that decides about temperature, stage and routing. */
export interface ScoringPolicy extends ScoringModel {
  /** Models that decide nothing, by name. Trellis saves their scores too, to compare them with the deciding ones. */
  readonly models: Readonly<Record<string, ScoringModel>>;
}

/** An app's changes. Each model in `models` says only how it differs from the deciding one. */
export interface ScoringChanges extends Partial<ScoringModel> {
  readonly models?: Readonly<Record<string, Partial<ScoringModel>>>;
}

/** A model: how fit and interest are scored, and when a lead is ready for sales. */
export interface ScoringModel {
  readonly ideal: IdealProfile;
  /** What each part of the profile is worth; 100 points in total. */
  readonly fit: FitPoints;
  /** The fit from which a lead is in profile, with full points for everything unknown. */
  readonly inProfileFrom: number;
  /** The seniorities that go straight to a salesperson. */
  readonly senior: readonly Seniority[];
  /** What acts say about interest, by the name of the term. A removed term counts for nothing. */
  readonly interest: Readonly<Record<string, InterestTerm>>;
  /** Interest loses half of its points in this time. */
  readonly halfLife: CalendarDuration;
  /** The interest from which a lead is warm. */
  readonly warmFrom: number;
  /** The interest from which a lead is hot, and below which it is hot no longer. */
  readonly hot: Threshold;
  readonly ready: ReadyRule;
}

/** The company's ideal customer. A part that is left out matches every lead. */
export interface IdealProfile {
  /** The number of employees, both ends included. */
  readonly size?: { readonly from: number; readonly to: number };
  /** Industries and regions are compared regardless of case. */
  readonly industries?: readonly string[];
  readonly seniorities?: readonly Seniority[];
  readonly regions?: readonly string[];
}

export interface FitPoints {
  readonly size: number;
  readonly industry: number;
  readonly seniority: number;
  readonly region: number;
}

export interface InterestTerm {
  readonly label: string;
  readonly on: EngagementKind;
  /** For visits: the page. */
  readonly page?: Page;
  /** Negative if the act speaks against interest. */
  readonly points: number;
  /** The most that all acts of this term count for together. */
  readonly most: number;
}

/**
 * A value is above the threshold once it reaches `upper`, and until it falls below `lower`, so that small changes do not flip it.
 */
export interface Threshold {
  readonly upper: number;
  readonly lower: number;
}

/** What a lead needs, all of it, to be ready for sales, in addition to being hot and reachable. */
export interface ReadyRule {
  /** The least fit. */
  readonly fit: number;
  /** The least number of different acts. */
  readonly acts: number;
  /** How long an act counts. */
  readonly within: CalendarDuration;
  /** At least one act must be at one of these positions. */
  readonly positions: readonly FunnelPosition[];
}

export const standardScoring: ScoringModel = {
  ideal: {},
  fit: { size: 30, industry: 25, seniority: 25, region: 20 },
  inProfileFrom: 50,
  senior: ['director', 'executive'],
  interest: {
    click: { label: 'clicked', on: 'clicked', points: 5, most: 15 },
    download: { label: 'downloaded', on: 'downloaded', points: 10, most: 30 },
    webinar: { label: 'attended a webinar', on: 'attended', points: 15, most: 30 },
    pricing: { label: 'visited the pricing page', on: 'visited', page: 'pricing', points: 15, most: 30 },
    trial: { label: 'started a trial', on: 'trialStarted', points: 25, most: 25 },
    activated: { label: 'activated the trial', on: 'activated', points: 30, most: 30 },
    careers: { label: 'visited the careers page', on: 'visited', page: 'careers', points: -10, most: -10 },
  },
  halfLife: '30 days',
  warmFrom: 20,
  hot: { upper: 50, lower: 35 },
  ready: { fit: 60, acts: 2, within: '30 days', positions: ['middle', 'bottom'] },
};

/** The standard with an app's changes; each other model starts from the app's deciding one. */
export function scoringWith({ models = {}, ...changes }: ScoringChanges = {}): ScoringPolicy {
  const deciding: ScoringModel = { ...standardScoring, ...changes };
  const differing = Object.entries(models).map(([name, model]) => [name, { ...deciding, ...model }]);
  return { ...deciding, models: Object.fromEntries(differing) };
}

/** The faults of an app's scoring. A fault that a model inherits from the deciding one is reported once. */
export function scoringFaults(scoring: ScoringPolicy, meanings: ActMeanings): string[] {
  const faults = modelFaults(scoring, meanings);
  const besides = Object.entries(scoring.models).flatMap(([name, model]) => [
    ...unless(isName(name), `models.${name}: expected a name of letters and digits that begins with a lower-case letter`),
    ...modelFaults(model, meanings).flatMap((fault) => (faults.includes(fault) ? [] : [`models.${name}.${fault}`])),
  ]);
  return [...faults, ...besides];
}

const pageFaults = (term: string, on: string, page: string | undefined, { pages }: ActMeanings): string[] =>
  page === undefined
    ? []
    : [
        ...unless(on === 'visited', `interest.${term}.page: expected "visited", which has a page, got "${on}"`),
        ...unlessKnown(page, Object.keys(pages), `interest.${term}.page: there is no page "${page}"`),
      ];

const modelFaults = (scoring: ScoringModel, meanings: ActMeanings): string[] => [
  ...fitFaults(scoring),
  ...Object.entries(scoring.interest).flatMap(([term, { on, page, points, most }]) => [
    ...unlessKnown(
      on,
      kindsOf(meanings.engagements, ({ human }) => human),
      `interest.${term}.on: "${on}" is no act of a person`,
    ),
    ...pageFaults(term, on, page, meanings),
    ...unless(points !== 0, `interest.${term}.points: expected points above or below 0, got 0`),
    ...unless(most / points >= 1 || points === 0, `interest.${term}.most: expected ${points} or more of it, got ${most}`),
  ]),
  ...heatFaults(scoring),
  ...readyFaults(scoring.ready),
];

function fitFaults({ ideal, fit, inProfileFrom, senior }: ScoringModel): string[] {
  const total = Object.values(fit).reduce((sum: number, points: number) => sum + points, 0);
  const unknown = [...(ideal.seniorities ?? []), ...senior].filter((one) => !Object.hasOwn(seniorities, one));
  return [
    ...unless(!ideal.size || ideal.size.from <= ideal.size.to, 'ideal.size: expected from <= to'),
    ...unknown.map((one) => `expected a seniority (${Object.keys(seniorities).join(', ')}), got "${one}"`),
    ...Object.entries(fit).flatMap(([part, points]) => unless(points > 0, `fit.${part}: expected points above 0, got ${points}`)),
    ...unless(total === 100, `fit: expected points that add up to 100, got ${total}`),
    ...unless(isScore(inProfileFrom), `inProfileFrom: expected a score from 0 to 100, got ${inProfileFrom}`),
  ];
}

const heatFaults = ({ halfLife, warmFrom, hot }: ScoringModel): string[] => [
  ...unless(isSpan(halfLife), `halfLife: expected a duration such as "30 days", got "${halfLife}"`),
  ...unless(
    hot.lower >= 1 && hot.lower <= hot.upper && hot.upper <= 100,
    `hot: expected 1 <= lower <= upper <= 100, got lower ${hot.lower} and upper ${hot.upper}`,
  ),
  ...unless(warmFrom > 0 && warmFrom < hot.upper, `warmFrom: expected more than 0 and less than hot.upper, got ${warmFrom}`),
];

const readyFaults = ({ fit, acts, within, positions }: ReadyRule): string[] => [
  ...unless(isScore(fit), `ready.fit: expected a score from 0 to 100, got ${fit}`),
  ...unless(Number.isInteger(acts) && acts >= 1, `ready.acts: expected a whole number from 1 on, got ${acts}`),
  ...unless(isSpan(within), `ready.within: expected a duration such as "30 days", got "${within}"`),
  ...unless(
    positions.length > 0 && positions.every((one) => funnelPositions.includes(one)),
    `ready.positions: expected some of ${funnelPositions.join(', ')}, got [${positions.join(', ')}]`,
  ),
];

const isScore = (value: number): boolean => value >= 0 && value <= 100;
const isSpan = (duration: string): boolean => isCalendarDuration(duration) && milliseconds(duration) > 0;
