import type { MailBehaviour } from './mail/mail-behaviour.ts';

/** By default that of the last run in the folder, if it is free; 0 takes another one. */
export interface StackPorts {
  postgres: number;
  temporal: number;
  temporalUi: number;
  smtp: number;
  inbox: number;
  texts: number;
}

export interface StackOptions {
  /** The folder for data, state, emails and logs. Only one stack at a time can use a folder. Default `.trellis`. */
  dir?: string;
  /** Uses an empty database, Temporal and mailbox, which are deleted at the end. Default: those of the last run. */
  fresh?: boolean;
  /** False: a power failure may ruin the data (a crash can't). Faster. Default: true, unless `fresh`. */
  durable?: boolean;
  ports?: Partial<StackPorts>;
  /** False: no web UI for Temporal. */
  temporalUi?: boolean;
  mail?: { behaviour?: MailBehaviour; now?: () => number };
  /** Default: the environment of the process. */
  env?: NodeJS.ProcessEnv;
  /** Gets progress, line by line. */
  onProgress?: (line: string) => void;
  /** Aborts the start, and stops servers that have started. */
  signal?: AbortSignal;
}

/** The options of every part. */
export interface PartOptions extends Omit<StackOptions, 'dir' | 'ports'> {
  dir: string;
  ports: Partial<StackPorts>;
  /** The name for the data of a fresh stack; undefined for permanent data. */
  run: string | undefined;
  env: NodeJS.ProcessEnv;
  onProgress: (line: string) => void;
  signal: AbortSignal;
}
