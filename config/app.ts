import type { TextChannel } from '../domain/contact/text-channel.ts';
import type { FormSpec } from '../domain/lead/form.ts';
import type { Website } from '../domain/lead/website.ts';
import type { Compiled } from '../content/compiled-format.ts';
import type { Drawings } from '../domain/lead/program-drawing.ts';
import type { Provider } from '../domain/lead/provider.ts';
import type { Steps } from '../domain/lead/step.ts';
import type { Sinks } from '../sinks/sink.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Program } from '../workflows/program.ts';

/** Who sends the emails: a legal duty in most countries. */
export interface Sender {
  readonly name: string;
  readonly address: string;
  /** The postal address that every commercial email carries. */
  readonly postalAddress: string;
}

/** An app as its `trellis.config.ts` declares it. */
export interface AppDefinition {
  /** The folder of the app: `import.meta.dirname`. It contains the emails, `workflows.ts` and `staff.json`. */
  readonly dir: string;
  readonly programs: readonly Program[];
  /** The result of `definePolicy`; the standard policy by default. */
  readonly policy?: Policy;
  /** What programs ask of other systems, by the names under which they run it. */
  readonly steps?: Steps;
  /** The providers of facts about leads, in addition to DNS, in the order in which they are asked. */
  readonly providers?: readonly Provider[];
  /** The other systems that get events, by name. */
  readonly sinks?: Sinks;
  /** The forms that the public route accepts, by the name in their address. */
  readonly forms?: Readonly<Record<string, FormSpec>>;
  /** The company's website, which tells what its visitors look at. */
  readonly website?: Website;
  /** The ways to reach leads besides email and calls, such as `sms({ … })`. */
  readonly channels?: readonly TextChannel[];
  /** Overridden by the settings TRELLIS_SENDER_NAME, TRELLIS_SENDER_ADDRESS and TRELLIS_POSTAL_ADDRESS. */
  readonly sender?: Sender;
}

/** A complete app, ready to run. */
export interface App {
  readonly dir: string;
  readonly programs: Readonly<Record<string, Program>>;
  readonly policy: Policy;
  readonly steps: Steps;
  readonly providers: readonly Provider[];
  readonly sinks: Sinks;
  readonly forms: Readonly<Record<string, FormSpec>>;
  readonly website: Website | undefined;
  readonly channels: readonly TextChannel[];
  readonly sender: Sender | undefined;
  /** The emails and texts that `trellis content` compiled. */
  readonly content: Compiled;
  /** The diagrams of its programs that `trellis draw` made; none before. */
  readonly drawings: Drawings;
  /** The file from which the workflow bundle is made. */
  readonly workflowsPath: string;
}
