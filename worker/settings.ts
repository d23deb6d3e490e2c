import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Sender } from '../config/app.ts';
import type { Settings } from '../activities/deps.ts';
import { KNOWN_DOMAINS } from '../activities/enrich/evidence.ts';
import { standardTimeouts, type SmtpTimeouts } from '../activities/touch/conversation.ts';
import { tlsUses, type TlsUse } from '../activities/touch/smtp-tls.ts';
import type { SessionLives } from '../db/people/sessions.ts';
import { wallClock, type ClockSpec } from '../domain/time/clock.ts';
import { DAY, HOUR } from '../domain/time/duration.ts';
import { isZone } from '../domain/time/local-time.ts';
import { STANDARD_ZONE } from '../domain/time/zone.ts';
import { own } from '../domain/text/own.ts';
import type { MetricsAddress } from './metrics/serve-metrics.ts';
import { secrets } from './secrets-setting.ts';
import { url } from './url-setting.ts';

/** Settings are missing or malformed; the message names all of them, with examples. */
export class BadSettings extends Error {
  override readonly name = 'BadSettings';
  readonly code = 'badSettings';
}

/** Real milliseconds, written as `30s` or `10m`. */
const timeout = (standard: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}(ms|s|m)$/, 'expected a time. Example: 10m')
    .transform(realMilliseconds)
    .default(standard);

/** Real milliseconds, written as `30m`, `12h` or `30d`. */
const life = (standard: number, example: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}[mhd]$/, `expected a time. Example: ${example}`)
    .transform(realMilliseconds)
    .default(standard);

function numberAbove0(standard: number) {
  const error = `expected a number above 0. Example: ${standard}`;
  return z.coerce.number({ error }).positive({ error }).default(standard);
}

function portLike(example: number) {
  const error = `expected a port, from 0 to 65535. Example: ${example}`;
  return z.coerce.number({ error }).int({ error }).min(0, { error }).max(65_535, { error });
}

const oneOf = <const T extends readonly string[]>(words: T) => z.enum(words, { error: `expected one of ${words.join(', ')}` });

const listOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter((name) => name !== '');

const environment = z.object({
  DATABASE_URL: url(['postgres', 'postgresql'], 'postgres://trellis:password@db.example.com:5432/trellis'),
  TRELLIS_MIGRATE: oneOf(['on', 'off']).default('on'), // off: this process only checks
  TRELLIS_SMTP_URL: url(['smtp', 'smtps'], 'smtps://user:password@mail.example.com:465'),
  TRELLIS_SMTP_TLS: oneOf(tlsUses).optional(),
  TRELLIS_SMTP_CONNECT_TIMEOUT: timeout(standardTimeouts.connect),
  TRELLIS_SMTP_COMMAND_TIMEOUT: timeout(standardTimeouts.command),
  TRELLIS_SMTP_DATA_TIMEOUT: timeout(standardTimeouts.data),
  TRELLIS_SMTP_ANSWER_TIMEOUT: timeout(standardTimeouts.answer),
  TRELLIS_PUBLIC_URL: url(['http', 'https'], 'https://go.example.com').default('http://127.0.0.1:8080'),
  TRELLIS_SECRET: secrets,
  TRELLIS_SENDER_NAME: z.string(),
  TRELLIS_SENDER_ADDRESS: z.email('expected an address. Example: hello@mail.example.com'),
  TRELLIS_POSTAL_ADDRESS: z.string().min(10, 'every commercial email must carry a postal address'),
  TRELLIS_DKIM_SELECTOR: z.string().optional(),
  TRELLIS_DKIM_KEY_FILE: z.string().optional(),
  TRELLIS_AUTHSERV_ID: z.string().optional(),
  TRELLIS_INBOUND_DOMAIN: z.hostname('expected a domain. Example: in.example.com').optional(),
  TRELLIS_API_HOST: z.string().default('127.0.0.1'),
  TRELLIS_API_PORT: portLike(8080).default(8080),
  TRELLIS_ZONE: z.string().refine(isZone, `expected a time zone. Example: ${STANDARD_ZONE}`).default(STANDARD_ZONE),
  TRELLIS_DAY: z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, 'expected the real length of a day, such as 3s; leave it out in production').optional(),
  TRELLIS_MAILS_PER_SECOND: numberAbove0(200),
  TRELLIS_MAILS_PER_DOMAIN_PER_SECOND: numberAbove0(20),
  TRELLIS_KNOWN_DOMAINS: z.string().default('').transform(listOf).refine((names) => names.length === 0 || names.length > 2, 'name at least three domains that certainly accept email'),
  TRELLIS_IMPORT_MB: numberAbove0(64),
  TRELLIS_SESSION_IDLE: life(12 * HOUR, '12h'),
  TRELLIS_SESSION_LONGEST: life(30 * DAY, '30d'),
  TRELLIS_BUILD_ID: z.string().regex(/^[\w-][\w.-]{0,99}$/, 'expected letters, digits, dots and dashes. Example: 2026-11-26.1').optional(),
  TRELLIS_METRICS_HOST: z.string().default('127.0.0.1'),
  TRELLIS_METRICS_PORT: portLike(9464).optional(), // without it, no metrics
  TRELLIS_LOG: oneOf(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
}); // prettier-ignore

/** The settings of a Trellis process, from the environment. */
export interface ProcessSettings {
  readonly databaseUrl: string;
  /** Domains that certainly accept email: Trellis trusts DNS while it finds most of them. */
  readonly knownDomains: readonly string[];
  /** Whether a starting process migrates the database; otherwise it only checks the version. */
  readonly migrates: boolean;
  readonly smtp: { readonly url: string; readonly tls?: TlsUse; readonly timeouts: SmtpTimeouts };
  /** For signed links: the first secret signs, all verify. */
  readonly secrets: readonly string[];
  readonly activities: Settings;
  readonly dkim: { readonly selector: string; readonly privateKey: string } | undefined;
  readonly api: {
    readonly host: string;
    readonly port: number;
    readonly zone: string;
    readonly authservId: string | undefined;
    /** The maximum size of a file of leads, in bytes. */
    readonly importBytes: number;
    /** How long people stay signed in. */
    readonly sessions: SessionLives;
  };
  /** Where the process serves its metrics; undefined: nowhere. */
  readonly metrics: MetricsAddress | undefined;
  /** Names the code of this process's worker; without one, its leads take every new version at once. */
  readonly buildId: string | undefined;
  /** The clock speed of a new installation; an existing installation keeps its clock. */
  readonly speed: number;
  readonly log: z.infer<typeof environment>['TRELLIS_LOG'];
}

/** How long a dead worker can hold a touch. */
const LEASE_SECONDS = 60;

/**
 * Reads the environment.
 * @param sender the app's sender, for settings that the environment omits
 * @throws BadSettings, which names all wrong settings at once
 */
export function readSettings(env: NodeJS.ProcessEnv, sender?: Sender): ProcessSettings {
  const e = parsed(environment, env, sender);
  return {
    databaseUrl: e.DATABASE_URL,
    knownDomains: e.TRELLIS_KNOWN_DOMAINS.length > 0 ? e.TRELLIS_KNOWN_DOMAINS : KNOWN_DOMAINS,
    migrates: e.TRELLIS_MIGRATE === 'on',
    smtp: smtpOf(e),
    secrets: e.TRELLIS_SECRET,
    activities: {
      ...senderOf(e),
      inboundDomain: e.TRELLIS_INBOUND_DOMAIN,
      limits: {
        perSecond: e.TRELLIS_MAILS_PER_SECOND,
        perDomainPerSecond: e.TRELLIS_MAILS_PER_DOMAIN_PER_SECOND,
        leaseSeconds: LEASE_SECONDS,
      },
    },
    dkim: dkimOf(e.TRELLIS_DKIM_SELECTOR, e.TRELLIS_DKIM_KEY_FILE),
    api: {
      host: e.TRELLIS_API_HOST,
      port: e.TRELLIS_API_PORT,
      zone: e.TRELLIS_ZONE,
      authservId: e.TRELLIS_AUTHSERV_ID,
      importBytes: e.TRELLIS_IMPORT_MB * 1024 * 1024,
      sessions: { idle: e.TRELLIS_SESSION_IDLE, longest: e.TRELLIS_SESSION_LONGEST },
    },
    metrics: e.TRELLIS_METRICS_PORT === undefined ? undefined : { host: e.TRELLIS_METRICS_HOST, port: e.TRELLIS_METRICS_PORT },
    buildId: e.TRELLIS_BUILD_ID,
    speed: e.TRELLIS_DAY === undefined ? 1 : speedOf(e.TRELLIS_DAY),
    log: e.TRELLIS_LOG,
  };
}

/** The part of the environment that sending one email needs. */
const sending = environment.pick({
  TRELLIS_SMTP_URL: true,
  TRELLIS_SMTP_TLS: true,
  TRELLIS_SMTP_CONNECT_TIMEOUT: true,
  TRELLIS_SMTP_COMMAND_TIMEOUT: true,
  TRELLIS_SMTP_DATA_TIMEOUT: true,
  TRELLIS_SMTP_ANSWER_TIMEOUT: true,
  TRELLIS_PUBLIC_URL: true,
  TRELLIS_SENDER_NAME: true,
  TRELLIS_SENDER_ADDRESS: true,
  TRELLIS_POSTAL_ADDRESS: true,
  TRELLIS_DKIM_SELECTOR: true,
  TRELLIS_DKIM_KEY_FILE: true,
});

/** Reads the settings of a command that only sends an email. @throws BadSettings */
export function readSending(
  env: NodeJS.ProcessEnv,
  sender?: Sender,
): Pick<ProcessSettings, 'smtp' | 'dkim'> & Pick<Settings, 'sender' | 'publicUrl'> {
  const e = parsed(sending, env, sender);
  return { smtp: smtpOf(e), ...senderOf(e), dkim: dkimOf(e.TRELLIS_DKIM_SELECTOR, e.TRELLIS_DKIM_KEY_FILE) };
}

/** @throws BadSettings, which names all wrong settings at once */
function parsed<S extends z.ZodObject>(schema: S, env: NodeJS.ProcessEnv, sender: Sender | undefined): z.infer<S> {
  const ofApp = {
    TRELLIS_SENDER_NAME: sender?.name,
    TRELLIS_SENDER_ADDRESS: sender?.address,
    TRELLIS_POSTAL_ADDRESS: sender?.postalAddress,
  };
  // Docker Compose passes an unset variable as an empty string.
  const isSet = ([, value]: [string, unknown]) => value !== undefined && value !== '';
  const given = new Map([...Object.entries(ofApp), ...Object.entries(env)].filter(isSet));
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  const line = ({ path: [name], message }: z.core.$ZodIssue) =>
    `${String(name)}: ${given.has(String(name)) ? message : 'is missing'}`;
  throw new BadSettings(result.error.issues.map(line).join('\n'));
}

const smtpOf = (e: z.infer<typeof sending>): ProcessSettings['smtp'] => ({
  url: e.TRELLIS_SMTP_URL,
  tls: e.TRELLIS_SMTP_TLS,
  timeouts: {
    connect: e.TRELLIS_SMTP_CONNECT_TIMEOUT,
    command: e.TRELLIS_SMTP_COMMAND_TIMEOUT,
    data: e.TRELLIS_SMTP_DATA_TIMEOUT,
    answer: e.TRELLIS_SMTP_ANSWER_TIMEOUT,
  },
});

const senderOf = (e: z.infer<typeof sending>): Pick<Settings, 'sender' | 'publicUrl'> => ({
  // With the host in its ASCII form, because it appears in email headers.
  publicUrl: new URL(e.TRELLIS_PUBLIC_URL).href.replace(/\/$/, ''),
  sender: {
    name: e.TRELLIS_SENDER_NAME,
    address: e.TRELLIS_SENDER_ADDRESS,
    domain: e.TRELLIS_SENDER_ADDRESS.split('@')[1]!,
    postalAddress: e.TRELLIS_POSTAL_ADDRESS,
  },
});

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: DAY } as const;

/** @param text an amount and a unit, already checked by a pattern */
function realMilliseconds(text: string): number {
  const [, amount, unit] = /^([\d.]+)(ms|s|m|h|d)$/.exec(text) ?? [];
  return Number(amount) * (own(UNITS, unit ?? '') ?? Number.NaN);
}

/** The speed of program time from the real length of a day: `3s` → 28800. */
export function speedOf(day: string): number {
  const real = realMilliseconds(day);
  if (!(real > 0)) throw new BadSettings(`TRELLIS_DAY: expected the real length of a day, got "${day}". Example: 3s`);
  return DAY / real;
}

/** A clock that starts now, at the given speed; speed 1 is the wall clock. */
export const clockAt = (speed: number, real: number): ClockSpec =>
  speed === 1 ? wallClock : { origin: real, realOrigin: real, speed };

function dkimOf(selector: string | undefined, file: string | undefined): ProcessSettings['dkim'] {
  if (selector === undefined && file === undefined) return undefined;
  if (selector === undefined || file === undefined) {
    throw new BadSettings('TRELLIS_DKIM_SELECTOR, TRELLIS_DKIM_KEY_FILE: set both, or neither (then emails go out unsigned)');
  }
  try {
    return { selector, privateKey: readFileSync(file, 'utf8') };
  } catch (cause) {
    throw new BadSettings(`TRELLIS_DKIM_KEY_FILE names ${file}, which can’t be read. Give the path of a PEM file.`, { cause });
  }
}
