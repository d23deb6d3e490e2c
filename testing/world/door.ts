import type { ApiDeps } from '../../api/procedures/context.ts';
import { createCaller } from '../../api/router.ts';
import { createApi } from '../../api/server.ts';
import type { App } from '../../config/app.ts';
import type { ApiRole } from '../../db/columns.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { STANDARD_ZONE } from '../../domain/time/zone.ts';
import type { Engine } from '../../engine/engine.ts';
import { testEmail } from '../../worker/test-email.ts';
import type { RequestOptions } from '../world.ts';
import type { Ground } from './ground.ts';

/** No request waits for a rate limit. */
const anyRate = { most: 1_000_000, within: MINUTE };
const rates = { link: anyRate, form: anyRate, wrongKey: anyRate, key: anyRate };

/** Through which people reach a virtual world: its API, as calls and as requests. */
export function openDoor(ground: Ground, app: App, engine: Engine, programs: ApiDeps['settings']['programs']) {
  const { mailer, policy, content, settings } = ground;
  const deps: ApiDeps = {
    ...ground,
    engine,
    settings: {
      programs,
      drawings: app.drawings,
      forms: app.forms,
      website: app.website,
      content,
      defaultZone: STANDARD_ZONE,
      rates,
    },
    sendTest: ({ email: id, to }) =>
      mailer.send(testEmail({ ...settings, content, fields: policy.fields }, { id, to, persona: 'default', said: {} }), MINUTE),
  };
  let api: ReturnType<typeof createApi> | undefined;
  return {
    deps,
    as: (role: ApiRole, repId?: string) => createCaller({ ...deps, principal: { id: 'story', name: role, role, repId } }),
    request: async (url: string, { method, headers, body }: RequestOptions) => {
      api ??= createApi(deps);
      return (await api).inject({ method, url: pathOf(url), headers, payload: body });
    },
    [Symbol.asyncDispose]: async () => await (await api)?.close(),
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
