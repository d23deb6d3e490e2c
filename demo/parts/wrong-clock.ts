/**
 * Gives this process and its threads a wrong clock: `node --import wrong-clock.ts?aheadMs=90000`. Timers and `performance.now` still
 * measure durations correctly, as on a machine with a wrong clock.
 */

const aheadMs = Number(new URL(import.meta.url).searchParams.get('aheadMs'));
const RightDate = Date;
const rightNow = RightDate.now;

RightDate.now = () => rightNow() + aheadMs;
globalThis.Date = new Proxy(RightDate, {
  apply: () => new Date().toString(),
  construct: (target, given, asked) => Reflect.construct(target, given.length === 0 ? [Date.now()] : given, asked) as Date,
});
RightDate.prototype.constructor = globalThis.Date;
Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + aheadMs });
