import type { MailBehaviour } from './mail/mail-behaviour.ts';

/** 0 takes a free one, which is the default for each. */
interface StackPorts {
  postgres: number;
  temporal: number;
  temporalUi: number;
  smtp: number;
  inbox: number;
}

export interface StackOptions {
  /** Where data, state, mail and logs are kept. One stack at a time runs on a folder. Default `.trellis`. */
  dir?: string;
  /** An empty database, Temporal and mailbox of this stack's own, which go when it stops. Default: those of the last time. */
  fresh?: boolean;
  /** False: a power failure may ruin the data (a crash may not). Faster. Default: true, unless `fresh`. */
  durable?: boolean;
  ports?: Partial<StackPorts>;
  /** False: without Temporal's web UI. */
  temporalUi?: boolean;
  mail?: { behaviour?: MailBehaviour; now?: () => number };
  /** Default: that of the process. */
  env?: NodeJS.ProcessEnv;
  /** Told what is going on, a line at a time. */
  onProgress?: (line: string) => void;
  /** Gives up starting; what has begun is stopped again. */
  signal?: AbortSignal;
}

/** What every part is started with. */
export interface PartOptions extends Omit<StackOptions, 'dir' | 'ports'> {
  dir: string;
  ports: Partial<StackPorts>;
  /** Names what is this stack's own; undefined for what stays. */
  run: string | undefined;
  env: NodeJS.ProcessEnv;
  onProgress: (line: string) => void;
  signal: AbortSignal;
}
