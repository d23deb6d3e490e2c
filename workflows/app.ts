/** What an app hands to the lifecycle. What happens inside a visit reads the app's data and does not know what a program is. */
export interface App<Program = unknown> {
  /** Every program that a lead can be enrolled in. */
  readonly programs: readonly Program[];
}
