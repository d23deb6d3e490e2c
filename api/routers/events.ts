import { z } from 'zod';
import { deliveryLog, replayEvents, sinkStates } from '../../db/events/deliveries.ts';
import { eventIdOf, eventsSince } from '../../db/events/outgoing.ts';
import { outgoingEvents } from '../../db/events/outgoing-events.ts';
import { own } from '../../domain/text/own.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { eventsInput, recordEvents } from '../events/record-events.ts';
import { leadRef, instantInput } from '../procedures/instant-input.ts';
import { notFound, unknownName } from '../procedures/refusal.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key, whole } from '../procedures/values.ts';
import { inIso, iso } from '../procedures/iso.ts';

const type = z.enum(kindsOf(outgoingEvents));
const eventId = key.regex(/^evt_\d{1,18}$/, 'expected the id of an event, such as evt_17');
const cursor = key.regex(/^\d{1,18}$/, 'expected the cursor of an earlier answer');
/** A delivery: `evt_17/crm`. */
const deliveryKey = key
  .regex(/^evt_\d{1,18}\/./, 'expected the next of an earlier answer, such as evt_17/crm')
  .transform((text) => ({ eventId: text.slice(4, text.indexOf('/')), sink: text.slice(text.indexOf('/') + 1) }));

/** What other systems report, and what they are told. */
export const events = router({
  /**
   * Records what leads did: in a product, a calendar, a webinar, on a website. Answers with the result of each event, in order;
   * repeating an event with its id changes nothing.
   */
  record: procedureFor('intake', 'marketer')
    .input(eventsInput)
    .mutation(async ({ ctx, input }) => await recordEvents(ctx, ctx.principal, input)),

  /** The events behind a cursor, in order, for systems that ask. Begin without a cursor; the answer has the next one. */
  since: procedureFor()
    .input(
      z
        .strictObject({ cursor: cursor.default('0'), types: z.array(type).min(1).optional(), most: whole(1, 1_000).default(100) })
        .prefault({}),
    )
    .query(async ({ ctx: { db }, input }) => {
      const found = await eventsSince(db, { ...input, after: input.cursor });
      return { events: found.map(({ event }) => inIso(event, 'at')), cursor: found.at(-1)?.seq ?? input.cursor };
    }),

  /** The sinks of the app, each with what it took and what it did not in the last seven days. */
  sinks: procedureFor().query(async ({ ctx: { db, settings } }) => {
    const states = await sinkStates(db);
    return Object.keys(settings.sinks ?? {}).map((name) => {
      const { delivered = 0, waiting = 0, dead = 0, error, deliveredAt } = states.find(({ sink }) => sink === name) ?? {};
      return { sink: name, delivered, waiting, dead, error: error ?? undefined, deliveredAt: iso(deliveredAt) };
    });
  }),

  /** A page of the log of deliveries, newest first: which event went to which sink, how often, and why not. */
  deliveries: procedureFor()
    .input(
      z
        .strictObject({
          sink: key.optional(),
          state: z.enum(['waiting', 'delivered', 'dead']).optional(),
          leadId: leadRef.optional(),
          ...pageInput,
          after: deliveryKey.optional(),
        })
        .prefault({}),
    )
    .query(async ({ ctx: { db, settings }, input }) => {
      const log = await deliveryLog(db, input);
      const sinks = Object.keys(settings.sinks ?? {});
      // The log may know a sink that the app had before.
      if (log.length === 0 && input.sink !== undefined && !sinks.includes(input.sink))
        throw unknownName('sink', input.sink, sinks);
      return pageOf(
        log.map((one) => inIso(one, 'at')),
        input,
        ({ id, sink }) => `${id}/${sink}`,
      );
    }),

  /** Delivers events to a sink once more, under the same ids: one event, or those of a time that the sink listens to. */
  replay: procedureFor()
    .input(
      z.union([z.strictObject({ sink: key, id: eventId }), z.strictObject({ sink: key, from: instantInput, to: instantInput })]),
    )
    .mutation(async ({ ctx: { db, settings }, input }) => {
      const { sinks = {} } = settings;
      const sink = own(sinks, input.sink);
      if (!sink) throw unknownName('sink', input.sink, Object.keys(sinks));
      const which = 'id' in input ? { eventId: eventIdOf(input.id)! } : { ...input, types: sink.events };
      const replayed = await replayEvents(db, input.sink, which);
      if ('id' in input && replayed === 0) throw notFound('event', input.id);
      return {
        replayed,
        next: `The sink "${input.sink}" gets them within seconds, under the same ids.`,
      };
    }),
});
