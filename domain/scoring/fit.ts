import type { Seniority } from '../people/persona.ts';
import { clampScore } from './score.ts';
import type { ScoreTerm } from './score.ts';
import type { FitPoints, IdealProfile, ScoringModel } from './scoring-policy.ts';

/** What is known of a lead and its company; a missing value is unknown, not wrong. */
export interface ProfileFacts {
  readonly employees?: number;
  readonly industry?: string;
  readonly seniority?: Seniority;
  readonly region?: string;
}

interface FitTermSpec {
  readonly label: string;
  /** Undefined: not known. What the ideal leaves open suits everybody. */
  matches(facts: ProfileFacts, ideal: IdealProfile): boolean | undefined;
}

const isOneOf = (list: readonly string[] | undefined, value: string | undefined): boolean | undefined => {
  if (!list) return true;
  return value === undefined ? undefined : list.some((entry) => entry.toLowerCase() === value.trim().toLowerCase());
};

const isWithin = (size: IdealProfile['size'], employees: number | undefined): boolean | undefined => {
  if (!size) return true;
  return employees === undefined ? undefined : employees >= size.from && employees <= size.to;
};

/** What makes a lead fit. */
const fitTerms: Readonly<Record<keyof FitPoints, FitTermSpec>> = {
  size: { label: 'size of the company', matches: ({ employees }, { size }) => isWithin(size, employees) },
  industry: { label: 'industry', matches: ({ industry }, { industries }) => isOneOf(industries, industry) },
  seniority: { label: 'seniority', matches: ({ seniority }, { seniorities }) => isOneOf(seniorities, seniority) },
  region: { label: 'region', matches: ({ region }, { regions }) => isOneOf(regions, region) },
};

const termNames = Object.keys(fitTerms) as (keyof FitPoints)[];

/** The customer that is looked for, and what each part of it is worth. */
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

/** The terms that make up the fit; what is unknown gives nothing. */
export const fitWhy = (model: FitModel, facts: ProfileFacts): ScoreTerm[] =>
  pointsOf(model, facts, (matches) => matches === true);

/** How well a lead fits, 0–100. */
export const fitOf = (model: FitModel, facts: ProfileFacts): number => sum(fitWhy(model, facts));

/** Whether a lead may enter a program. Only what is known speaks against it. */
export const isInProfile = (model: FitModel & Pick<ScoringModel, 'inProfileFrom'>, facts: ProfileFacts): boolean =>
  sum(pointsOf(model, facts, (matches) => matches !== false)) >= model.inProfileFrom;

/** Whether somebody is senior enough to go straight to a salesperson; unknown is not. */
export const isSenior = ({ senior }: Pick<ScoringModel, 'senior'>, seniority: Seniority | undefined): boolean =>
  seniority !== undefined && senior.includes(seniority);
