/** A fault in a source that must be fixed before it can be sent, and how to fix it. */
export interface ContentProblem {
  /** Relative to the content folder. */
  readonly file: string;
  readonly line?: number;
  readonly what: string;
  readonly fix: string;
}

export const formatProblem = ({ file, line, what, fix }: ContentProblem): string =>
  `${line === undefined ? file : `${file}:${line}`}: ${what} ${fix}`;
