/** The servers of a stack, and Trellis itself, as messages name them. */
export type Component = 'Postgres' | 'Temporal' | 'Mail' | 'Trellis';

export type StackErrorCode =
  | 'inUse'
  | 'stillEnding'
  | 'portTaken'
  | 'didNotStart'
  | 'unreachable'
  | 'badSetting'
  | 'cannotObtain'
  | 'dataUnusable'
  | 'interrupted';

interface Details {
  component: Component;
  code: StackErrorCode;
  /** One sentence: what is wrong, with the offending value. */
  problem: string;
  /** One sentence: what to do about it. */
  remedy: string;
  cause?: unknown;
}

/** A component of the stack could not be started or used. The message names the component and says what to do. */
export class StackError extends Error {
  override readonly name = 'StackError';
  readonly component: Component;
  readonly code: StackErrorCode;
  readonly remedy: string;

  constructor({ component, code, problem, remedy, cause }: Details) {
    super(`${component}: ${problem} ${remedy}`, { cause });
    this.component = component;
    this.code = code;
    this.remedy = remedy;
  }
}

/** Whether the error means that a server does not answer: it may answer later, and our settings are not at fault. */
export const isUnreachable = (error: unknown): error is StackError => error instanceof StackError && error.code === 'unreachable';
