/** A value that the domain cannot work with. A retry does not help: the value must change. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly retryable = false;
  readonly code: DomainErrorCode;
  readonly value: unknown;

  /** @param hint what was expected, and an example; the message is "hint, got value" */
  constructor(code: DomainErrorCode, value: unknown, hint: string) {
    super(`${hint}, got ${JSON.stringify(value) ?? String(value)}`);
    this.code = code;
    this.value = value;
  }
}

export type DomainErrorCode =
  | 'INVALID_DURATION'
  | 'INVALID_TIME_OF_DAY'
  | 'INVALID_INSTANT'
  | 'INVALID_ZONE'
  | 'INVALID_HOURS'
  | 'INVALID_WEIGHT'
  | 'INVALID_ADDRESS'
  | 'NEVER_OPEN'
  | 'INVALID_REP'
  | 'CALL_IN_SALES'
  | 'UNKNOWN_KEY';
