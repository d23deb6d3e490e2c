import { payloads } from './sdk-runtime.ts';
import type { Fields, Payload } from './sdk-runtime.ts';

export const encodeAll = (values: readonly unknown[] = []): Payload[] => values.map((value) => payloads.toPayload(value));

export const encodeMemo = (memo: Readonly<Record<string, unknown>> = {}): Fields =>
  Object.fromEntries(Object.entries(memo).map(([name, value]) => [name, payloads.toPayload(value)]));
