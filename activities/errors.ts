/** An order that can't be carried out as it stands: trying again does not help. Holds ids and codes, never anything personal. */
export class ActivityError extends Error {
  override readonly name = 'ActivityError';
  readonly retryable = false;
  readonly code: ActivityErrorCode;
  readonly value: string;

  /** @param hint what to do about it; the message is "code value: hint" */
  constructor(code: ActivityErrorCode, value: string, hint: string) {
    super(`${code} ${value}: ${hint}`);
    this.code = code;
    this.value = value;
  }
}

export type ActivityErrorCode = 'LEAD_UNKNOWN' | 'TEAM_UNKNOWN' | 'TASK_UNKNOWN';
