import { expect, test } from 'vitest';
import { burstWindow, isBurst, looksLikeMachine, verdictOfClick } from '../../api/pages/machine.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';

const wall = { spec: { origin: 0, realOrigin: 0, speed: 1 } };
/** A day passes in three seconds. */
const fast = { spec: { origin: 0, realOrigin: 0, speed: DAY / 3_000 } };
const firefox = { method: 'GET', userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' };

test('a browser is a person until it shows otherwise', () => {
  expect(looksLikeMachine(firefox)).toBe(false);
  expect(looksLikeMachine({ method: 'GET', userAgent: undefined })).toBe(true);
});

test('following the hidden link shows a machine, whatever was clicked before', () => {
  const click = { ...firefox, at: DAY, sentAt: 0, clickedBefore: [] };
  expect(verdictOfClick({ ...click, link: 'honeypot' }, wall)).toBe('machine');
  expect(isBurst({ link: 'honeypot', clickedBefore: ['guide'] })).toBe(true);
});

test('the same link three times is a person with a slow connection', () => {
  expect(isBurst({ link: 'guide', clickedBefore: ['guide'] })).toBe(false);
});

test('on a fast clock, people do not count as machines: three links within an hour are a machine, two within days are not', () => {
  expect(burstWindow(wall)).toBe(10_000);
  expect(burstWindow(fast)).toBe(HOUR);
  // One real second after the sending: eight hours of the lead's time.
  expect(verdictOfClick({ ...firefox, link: 'guide', at: 8 * HOUR, sentAt: 0, clickedBefore: [] }, fast)).toBe('human');
});
