/** A request that can't succeed: retrying does not help. Contains ids and codes, never personal data. */
export class ActivityError extends Error {
  override readonly name = 'ActivityError';
  readonly retryable = false;
  readonly code: ActivityErrorCode;
  readonly value: string;

  /** @param hint what to do; the message is "code value: hint" */
  constructor(code: ActivityErrorCode, value: string, hint: string) {
    super(`${code} ${value}: ${hint}`);
    this.code = code;
    this.value = value;
  }
}

export type ActivityErrorCode = 'LEAD_UNKNOWN' | 'TEAM_UNKNOWN' | 'TASK_UNKNOWN' | 'STEP_UNKNOWN' | 'STEP_FAILED';
