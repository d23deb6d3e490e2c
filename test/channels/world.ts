import type { AddressInfo } from 'node:net';
import type { TouchResult } from '../../activities/contract.ts';
import type { Deps } from '../../activities/deps.ts';
import { createApi } from '../../api/server.ts';
import { sms } from '../../channels/sms.ts';
import { startTextGateway, type TextGateway, type TextGatewayOptions } from '../../dev/texts/text-gateway.ts';
import { createCaller } from '../../api/router.ts';
import { DAY } from '../../domain/time/duration.ts';
import { ScriptedEngine } from '../api/scripted-engine.ts';
import { app } from '../support/app.ts';
import { TUESDAY, touchWorld, type TouchWorld } from '../touch/world.ts';

export const PHONE = '+4915123456789';
const token = 'the secret of the gateway and us';

export interface TextWorld extends AsyncDisposable {
  readonly world: TouchWorld;
  readonly gateway: TextGateway;
  readonly as: ReturnType<typeof createCaller>;
  /** Sends the text, over HTTP. */
  send(deps?: Partial<Deps>): Promise<TouchResult>;
  /** Posts to the webhook. */
  post(channel: string, body: string, headers?: Record<string, string>): Promise<Response>;
}

/** One lead with a phone, the API and a gateway on this machine, each at an address of its own. */
export async function textWorld(refuses?: TextGatewayOptions['refuses']): Promise<TextWorld> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await touchWorld());
  await world.db.updateTable('leads').set({ phone: '+49 151 2345-6789' }).where('id', '=', world.leadId).execute();
  let api = '';
  const webhook = () => `${api}/webhooks/channels/sms`;
  const gateway = stack.use(await startTextGateway({ token, webhook, refuses }));
  const channel = sms({ sender: 'Sundry', company: 'Sundry', contact: 'hello@sundry.example', url: gateway.textsUrl, token });
  const { db, clock, links, policy, newId, log } = world.deps;
  const settings = { programs: app.programs, forms: app.forms, content: app.content, defaultZone: 'Europe/Berlin' };
  const deps = { db, engine: new ScriptedEngine(), clock, links, policy, channels: [channel], settings, newId, log };
  const server = await createApi(deps);
  stack.defer(() => server.close());
  await server.listen({ host: '127.0.0.1', port: 0 });
  api = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const opened = stack.move();
  return {
    world,
    gateway,
    as: createCaller({ ...deps, principal: { id: 'key', name: 'Mara', role: 'marketer' } }),
    send: (other) =>
      world.send(
        { content: 'open-day-soon' as never, variables: { begins: TUESDAY + 2 * DAY } },
        { channels: [channel], ...other },
      ),
    post: (to, body, headers) => fetch(`${api}/webhooks/channels/${to}`, { method: 'POST', headers, body }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
