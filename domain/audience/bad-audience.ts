/** An expression with faults. The message lists all of them, one a line. */
export class BadAudience extends Error {
  override readonly name = 'BadAudience';
  readonly code = 'audienceInvalid';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the audience has faults:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}
