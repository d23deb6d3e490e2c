/** A command can't be carried out; the message says why, and what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: 'missingSetting' | 'badArgument' | 'apiRefused' | 'outOfDate' | 'unreachable';

  constructor(code: CliError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
