import pino from 'pino';
import { v7 } from 'uuid';
import type { Deps } from '../../activities/deps.ts';
import { emailDomain } from '../../activities/enrich/email-domain.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { createRenderer } from '../../content/render.ts';
import { wallClock, type Clock, type Instant } from '../../domain/time/clock.ts';
import { recordTexts } from '../recorded-texts.ts';
import type { VirtualWorldOptions } from './options.ts';

/** The URL of the API in a virtual world. */
export const PUBLIC_URL = 'http://127.0.0.1:8080';

/** No email waits for a rate limit. */
const limits = { perSecond: 10_000, perDomainPerSecond: 10_000, leaseSeconds: 60 };

const someCompany = { name: 'Story', address: 'hello@mail.example.com', postalAddress: 'Story, 1 Main Street, Springfield' };

export type Ground = ReturnType<typeof groundOf>;

/** What every part of a virtual world is built on. */
export function groundOf({ db, app, start, mail: mailer, texts = recordTexts() }: VirtualWorldOptions) {
  const sender = app.sender ?? someCompany;
  const { clock, follow } = clockFrom(start);
  return {
    db,
    clock,
    /** Makes the clock show the time of an engine; until then, it stays at the start. */
    follow,
    links: createLinkSigner('a secret for stories, of 32 letters or more', PUBLIC_URL, clock),
    log: pino({ level: process.env['STORY_LOG'] ?? 'silent' }),
    newId: idsInOrder(start),
    mailer,
    channels: app.channels.map(texts.recording),
    policy: app.policy,
    content: app.content,
    settings: { publicUrl: PUBLIC_URL, limits, sender: { ...sender, domain: sender.address.split('@')[1]! } },
  };
}

/** What the activities of a virtual world get: its ground, under the worker's clock. */
export function activityDeps(ground: Ground, { app, workerBehind = 0 }: VirtualWorldOptions): Deps {
  const { clock, content, policy } = ground;
  return {
    ...ground,
    clock: { ...clock, now: () => clock.now() - workerBehind },
    renderer: createRenderer(content, policy.fields),
    providers: [emailDomain((domain) => Promise.resolve(domain.includes('nowhere') ? 'no' : 'yes')), ...app.providers],
    steps: app.steps,
  };
}

function clockFrom(start: Instant) {
  let time: { readonly now: Instant } = { now: start };
  const clock: Clock = { spec: wallClock, now: () => time.now };
  return {
    clock,
    follow: (engine: { readonly now: Instant }) => {
      time = engine;
    },
  };
}

/** The same ids each time: the choices that they decide (whose turn it is, the minute of an email) are part of the story. */
const idsInOrder = (from: Instant) => {
  const random = new Uint8Array(16);
  let n = 0;
  return () => v7({ random, msecs: from, seq: ++n });
};
