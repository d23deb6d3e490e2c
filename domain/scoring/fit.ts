import { seniorities } from '../people/persona.ts';
import type { Seniority } from '../people/persona.ts';
import { clampScore } from './score.ts';
import type { ScoreTerm } from './score.ts';

/** What is known of a lead and its company; a missing value is unknown, not wrong. */
export interface ProfileFacts {
  readonly employees?: number;
  readonly industry?: string;
  readonly seniority?: Seniority;
  readonly region?: string;
}

/** The customer that we look for. Industries and regions compare without regard to case. */
export interface IdealProfile {
  /** Employees, both ends included. */
  readonly size: { readonly from: number; readonly to: number };
  readonly industries: readonly string[];
  readonly seniorities: readonly Seniority[];
  readonly regions: readonly string[];
}

const has = (list: readonly string[], value: string | undefined): boolean | undefined =>
  value === undefined ? undefined : list.some((entry) => entry.toLowerCase() === value.trim().toLowerCase());

interface FitTermSpec {
  readonly label: string;
  readonly points: number;
  /** Undefined: not known. */
  matches(facts: ProfileFacts, ideal: IdealProfile): boolean | undefined;
}

/** What makes a lead fit, and for how many points of 100; our defaults. */
export const fitTerms = {
  size: {
    label: 'size of the company',
    points: 30,
    matches: ({ employees }, { size }) => (employees === undefined ? undefined : employees >= size.from && employees <= size.to),
  },
  industry: { label: 'industry', points: 25, matches: ({ industry }, ideal) => has(ideal.industries, industry) },
  seniority: { label: 'seniority', points: 25, matches: ({ seniority }, ideal) => has(ideal.seniorities, seniority) },
  region: { label: 'region', points: 20, matches: ({ region }, ideal) => has(ideal.regions, region) },
} as const satisfies Record<string, FitTermSpec>;

export type FitTerm = keyof typeof fitTerms;

/** A lead is in profile while it can still reach this fit when all that is unknown turns out well; our default. */
const IN_PROFILE_FROM = 50;

const termNames = Object.keys(fitTerms) as FitTerm[];

const points = (facts: ProfileFacts, ideal: IdealProfile, counts: (matches: boolean | undefined) => boolean): ScoreTerm[] =>
  termNames
    .filter((name) => counts(fitTerms[name].matches(facts, ideal)))
    .map((name) => ({ term: name, label: fitTerms[name].label, points: fitTerms[name].points }));

const sum = (terms: readonly ScoreTerm[]): number => clampScore(terms.reduce((total, term) => total + term.points, 0));

/** The terms that make up the fit; what is unknown gives nothing. */
export const fitWhy = (facts: ProfileFacts, ideal: IdealProfile): ScoreTerm[] =>
  points(facts, ideal, (matches) => matches === true);

/** How well a lead fits, 0–100. */
export const fitOf = (facts: ProfileFacts, ideal: IdealProfile): number => sum(fitWhy(facts, ideal));

/** Whether a lead may enter a program. Only what is known speaks against it. */
export const isInProfile = (facts: ProfileFacts, ideal: IdealProfile): boolean =>
  sum(points(facts, ideal, (matches) => matches !== false)) >= IN_PROFILE_FROM;

/** Whether somebody is senior enough to go straight to a salesperson; unknown is not. */
export const isSenior = (seniority: Seniority | undefined): boolean => seniority !== undefined && seniorities[seniority].senior;
