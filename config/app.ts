import type { FormSpec } from '../domain/lead/form.ts';
import type { Compiled } from '../content/compiled-format.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Program } from '../workflows/program.ts';

/** Who sends the emails: a legal duty in most countries. */
export interface Sender {
  readonly name: string;
  readonly address: string;
  /** The postal address that every commercial email carries. */
  readonly postalAddress: string;
}

/** What a company writes with Trellis, as its `trellis.config.ts` says it. */
export interface AppDefinition {
  /** The folder of the app: `import.meta.dirname`. Emails, `workflows.ts` and `staff.json` are found there. */
  readonly dir: string;
  readonly programs: readonly Program[];
  /** What `definePolicy` made; the defaults, unless it is given. */
  readonly policy?: Policy;
  /** The forms that the public route takes, by the name in their address. */
  readonly forms?: Readonly<Record<string, FormSpec>>;
  /** The settings TRELLIS_SENDER_NAME, TRELLIS_SENDER_ADDRESS and TRELLIS_POSTAL_ADDRESS override it. */
  readonly sender?: Sender;
}

/** An app that is ready to run. */
export interface App {
  readonly dir: string;
  readonly programs: Readonly<Record<string, Program>>;
  readonly policy: Policy;
  readonly forms: Readonly<Record<string, FormSpec>>;
  readonly sender: Sender | undefined;
  /** What `trellis content` compiled. */
  readonly content: Compiled;
  /** The file from which the workflow bundle is made. */
  readonly workflowsPath: string;
}
