/** Something in a source that must be changed before it can be sent, and what to do about it. */
export interface ContentProblem {
  /** Relative to the content folder. */
  readonly file: string;
  readonly line?: number;
  readonly what: string;
  readonly fix: string;
}

export const formatProblem = ({ file, line, what, fix }: ContentProblem): string =>
  `${line === undefined ? file : `${file}:${line}`}: ${what} ${fix}`;
