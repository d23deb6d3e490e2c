import type { Said } from './given.ts';

/** What sources say about a company. */
export interface CompanyValues {
  readonly name: string;
  /** Prospect is what a company is of which nothing else is known; nobody says it. */
  readonly kind: 'customer' | 'competitor' | 'partner';
  /** Employees. */
  readonly size: number;
  readonly industry: string;
  /** The sales region. */
  readonly region: string;
}

export type SaidOfCompany = Said<CompanyValues>;

/** Whether what is said may count for a company that is there: what a visitor claims about it changes nothing. */
export const mayChange = (said: SaidOfCompany): boolean => said.by !== 'claim';
