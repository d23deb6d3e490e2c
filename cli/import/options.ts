export interface ImportOptions {
  readonly source: string;
  readonly basis: string;
  readonly mapping?: readonly string[];
  readonly ignore?: readonly string[];
  readonly dates?: string;
  readonly consents: string;
  readonly dryRun?: true;
  readonly rejects?: string;
  readonly json?: true;
}
