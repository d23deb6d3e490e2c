import { dnsResolver } from '../../api/mail/authenticate.ts';
import { createApi } from '../../api/server.ts';
import type { ApiSettings } from '../../api/settings.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { temporalEngine } from '../../engine/temporal-engine.ts';
import { endsWithin } from '../ends-within.ts';
import type { RunningPart } from '../keep-working.ts';
import { onOwnPort } from '../own-port.ts';
import { signInEmail } from '../sign-in-email.ts';
import { testEmail } from '../test-email.ts';
import type { Ground } from './ground.ts';
import { sendOne } from './mailer.ts';

/** Real milliseconds that a stopping API gets to answer its open requests. */
const REQUESTS_TIMEOUT = 5_000;

/** tRPC and the public routes. */
export async function startApi(ground: Ground): Promise<RunningPart & { readonly url: string }> {
  const { app, db, clock, realNow, newId, client, settings, taskQueue, log } = ground;
  const { host, port } = settings.api;
  const api = await createApi({
    db,
    engine: temporalEngine(client, { taskQueue, realNow }),
    clock,
    links: createLinkSigner(settings.secrets, settings.activities.publicUrl, clock),
    policy: app.policy,
    channels: app.channels,
    settings: apiSettings(ground),
    newId,
    log,
    measure: (...answered) => ground.measures?.request(...answered),
    resolver: dnsResolver(),
    simulate: ground.simulate,
    simulatesMonths: ground.simulateMonth !== undefined,
    sendSignIn: async (order) => await sendOne(settings, signInEmail(settings.activities, order, clock.now())),
    sendTest: async ({ email: id, to }) => {
      const about = { ...settings.activities, content: app.content, fields: app.policy.fields };
      return await sendOne(settings, testEmail(about, { id, to, persona: 'default', said: {} }));
    },
  });
  const url = await onOwnPort('TRELLIS_API_PORT', port, () => api.listen({ host, port }));
  const stop = async () => {
    const closing = api.close();
    // Clients that send slowly or wait for Temporal can retry at another process.
    if (!(await endsWithin(REQUESTS_TIMEOUT, closing))) api.server.closeAllConnections();
    await closing;
  };
  return { url, stop };
}

/** What the API knows of the app and of its settings. */
export function apiSettings({ app, settings }: Pick<Ground, 'app' | 'settings'>): ApiSettings {
  const { zone, authservId, importBytes, sessions } = settings.api;
  const { name, address, postalAddress } = settings.activities.sender;
  return {
    programs: app.programs,
    sinks: app.sinks,
    drawings: app.drawings,
    forms: app.forms,
    website: app.website,
    content: app.content,
    defaultZone: zone,
    sender: address,
    company: { name, address: postalAddress },
    dkimSelector: settings.dkim?.selector,
    importBytes,
    emailsPerSecond: settings.activities.limits.perSecond,
    sessions,
    authservId,
  };
}
