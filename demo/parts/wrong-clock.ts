/**
 * Makes this process, and the threads that it starts, read a clock that is wrong: `node --import wrong-clock.ts?aheadMs=90000`.
 * What measures how long something takes (timers, `performance.now`) goes on as on any machine whose clock is off.
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
