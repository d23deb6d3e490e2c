import type { InjectOptions } from 'fastify';
import { v7 as uuid } from 'uuid';
import { createApi } from '../../api/server.ts';
import { limits } from '../../api/edge/limits.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { app, compiled } from '../app.ts';
import { wallClock, type Clock } from '../../domain/time/clock.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { linksFor, log } from '../activities.ts';
import { atMost, type Measurement } from '../measurement.ts';
import { stopwatch } from '../stopwatch.ts';
import { TUESDAY, trellisWorld } from '../virtual-world.ts';
import { STANDARD_ZONE } from '../../domain/time/zone.ts';

const TIMES = 20;
/** The contents of the worst input: a form with the maximum number of fields, filled to the limit. */
const pieces = ['a', '%00', '<', '%0A', 'a%40b.example+', '%E2%80%8B', '.', '%22'];

export const edge: Measurement = {
  name: 'edge',
  about: 'the worst request that each public route accepts, in milliseconds of a core',
  async run(ground) {
    const earth = await ground.earth();
    const clock: Clock = { spec: wallClock, now: () => TUESDAY + HOUR };
    await using world = await trellisWorld(earth);
    const settings = {
      programs: { 'b2b-software': { input: {}, knobs: {} } },
      forms: standardForms,
      content: compiled,
      defaultZone: STANDARD_ZONE,
    };
    const links = linksFor(clock);
    const api = await createApi({
      db: earth.db,
      clock,
      policy: app.policy,
      settings,
      log,
      engine: world.leads,
      links,
      newId: uuid,
    });
    const rows = [];
    for (const [route, path] of Object.entries({
      form: '/f/contact',
      confirm: pathOf(links.sign('confirm', uuid())),
      answer: pathOf(links.sign('answer', uuid())),
      preferences: pathOf(links.sign('preferences', uuid())),
      unsubscribe: pathOf(links.sign('unsubscribe', uuid())),
    })) {
      const times = [];
      for (const piece of pieces) times.push(await milliseconds(() => api.inject(worst(path, piece))));
      rows.push({ name: `edge/${route}`, value: Math.max(...times), unit: 'ms of a core', budget: atMost(50) });
    }
    await api.close();
    return rows;
  },
};

const pathOf = (url: string): string => new URL(url).pathname;

function worst(url: string, piece: string): InjectOptions {
  const share = Math.floor((limits.form.bytes - 60) / limits.form.fields);
  const field = (n: number) => `${n}${piece}=`.padEnd(9, 'x') + piece.repeat(Math.floor((share - 11) / piece.length));
  const fields = Array.from({ length: limits.form.fields - 1 }, (_, n) => field(n));
  const payload = [`email=a%40w${uuid()}.example`, ...fields].join('&').slice(0, limits.form.bytes);
  return { method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload };
}

async function milliseconds(act: () => Promise<unknown>): Promise<number> {
  await act();
  const took = stopwatch();
  for (let n = 0; n < TIMES; n++) await act();
  return took().process / TIMES;
}
