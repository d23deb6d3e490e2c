/** A text as it passed through the gateway. */
export interface SeenText {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}
