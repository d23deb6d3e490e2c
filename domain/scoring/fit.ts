import type { Seniority } from '../people/persona.ts';
import { clampScore } from './score.ts';
import type { ScoreTerm } from './score.ts';
import type { FitPoints, IdealProfile, ScoringModel } from './scoring-policy.ts';

/** What is known about a lead and its company; a missing value is unknown, not wrong. */
export interface ProfileFacts {
  readonly employees?: number;
  readonly industry?: string;
  readonly seniority?: Seniority;
  readonly region?: string;
}

interface FitTermSpec {
  readonly label: string;
  /** Undefined if unknown. A part that the ideal leaves open matches every lead. */
  matches(facts: ProfileFacts, ideal: IdealProfile): boolean | undefined;
}

function isOneOf(list: readonly string[] | undefined, value: string | undefined): boolean | undefined {
  if (!list) return true;
  return value === undefined ? undefined : list.some((entry) => entry.toLowerCase() === value.trim().toLowerCase());
}

function isWithin(size: IdealProfile['size'], employees: number | undefined): boolean | undefined {
  if (!size) return true;
  return employees === undefined ? undefined : employees >= size.from && employees <= size.to;
}

/** The parts of a lead's fit. */
const fitTerms: Readonly<Record<keyof FitPoints, FitTermSpec>> = {
  size: { label: 'size of the company', matches: ({ employees }, { size }) => isWithin(size, employees) },
  industry: { label: 'industry', matches: ({ industry }, { industries }) => isOneOf(industries, industry) },
  seniority: { label: 'seniority', matches: ({ seniority }, { seniorities }) => isOneOf(seniorities, seniority) },
  region: { label: 'region', matches: ({ region }, { regions }) => isOneOf(regions, region) },
};

const termNames = Object.keys(fitTerms) as (keyof FitPoints)[];

/** The ideal customer, and what each part of the profile is worth. */
type FitModel = Pick<ScoringModel, 'ideal' | 'fit'>;

const pointsOf = (
  { ideal, fit }: FitModel,
  facts: ProfileFacts,
  counts: (matches: boolean | undefined) => boolean,
): ScoreTerm[] =>
  termNames
    .filter((name) => counts(fitTerms[name].matches(facts, ideal)))
    .map((name) => ({ term: name, label: fitTerms[name].label, points: fit[name] }));

const sum = (terms: readonly ScoreTerm[]): number => clampScore(terms.reduce((total, term) => total + term.points, 0));

/** The terms that make up the fit; unknown values give no points. */
export const fitWhy = (model: FitModel, facts: ProfileFacts): ScoreTerm[] =>
  pointsOf(model, facts, (matches) => matches === true);

/** How well a lead fits, 0–100. */
export const fitOf = (model: FitModel, facts: ProfileFacts): number => sum(fitWhy(model, facts));

/** Whether a lead may enter a program. Unknown values count in its favour. */
export const isInProfile = (model: FitModel & Pick<ScoringModel, 'inProfileFrom'>, facts: ProfileFacts): boolean =>
  sum(pointsOf(model, facts, (matches) => matches !== false)) >= model.inProfileFrom;

/** Whether a lead is senior enough to go straight to a salesperson; not if the seniority is unknown. */
export const isSenior = ({ senior }: Pick<ScoringModel, 'senior'>, seniority: Seniority | undefined): boolean =>
  seniority !== undefined && senior.includes(seniority);
