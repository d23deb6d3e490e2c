import type { Said } from './given.ts';

/** The values that sources give about a company. */
export interface CompanyValues {
  readonly name: string;
  /** `prospect` is not among these: a company is a prospect until a source says otherwise. */
  readonly kind: 'customer' | 'competitor' | 'partner';
  /** Employees. */
  readonly size: number;
  readonly industry: string;
  /** The sales region. */
  readonly region: string;
}

export type SaidOfCompany = Said<CompanyValues>;

/** Whether a source may change a company that exists. A visitor's claim may not. */
export const mayChange = (said: SaidOfCompany): boolean => said.by !== 'claim';
