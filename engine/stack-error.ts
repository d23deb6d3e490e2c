/** The servers that a stack consists of, and the whole, as they are named in messages. */
export type Component = 'Postgres' | 'Temporal' | 'Mail' | 'Trellis';

export type StackErrorCode =
  | 'inUse'
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

/** Why a component of the stack could not be started or used. The message names it and says what to do. */
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

/** Whether it says that a server does not answer: it may later, and nothing is wrong with our settings. */
export const isUnreachable = (error: unknown): error is StackError => error instanceof StackError && error.code === 'unreachable';
