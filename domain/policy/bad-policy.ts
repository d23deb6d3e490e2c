/** A policy with faults. The message lists all of them, one a line. */
export class BadPolicy extends Error {
  override readonly name = 'BadPolicy';
  readonly code = 'badPolicy';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the policy has faults:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}
