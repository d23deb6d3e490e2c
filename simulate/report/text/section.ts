/** A part of the report: a heading and lines. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}
