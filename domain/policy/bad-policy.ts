/** What is wrong with a policy: all of it at once, a line each. */
export class BadPolicy extends Error {
  override readonly name = 'BadPolicy';
  readonly code = 'badPolicy';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the policy is refused:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}
