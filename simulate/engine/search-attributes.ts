import { TypedSearchAttributes } from '@temporalio/common';
import type { SearchAttributePair } from '@temporalio/common';
import {
  decodeTypedSearchAttributes,
  encodeUnifiedSearchAttributes,
} from '@temporalio/common/lib/converter/payload-search-attributes.js';
import { payloads } from './sdk-runtime.ts';
import type { Fields } from './sdk-runtime.ts';

export type SearchAttributesInput = TypedSearchAttributes | readonly SearchAttributePair[];

export const encodeSearchAttributes = (input: SearchAttributesInput | undefined): Fields =>
  input ? encodeUnifiedSearchAttributes(undefined, input instanceof TypedSearchAttributes ? input : [...input]) : {};

/** Search attributes by name, as plain values; a date-time as a Date. */
export function plainSearchAttributes(fields: Fields): Record<string, unknown> {
  const typed = decodeTypedSearchAttributes(fields).getAll();
  const untyped = Object.entries(fields).map(([name, payload]) => [name, payloads.fromPayload(payload)] as const);
  return Object.fromEntries([...untyped, ...typed.map(({ key, value }) => [key.name, value] as const)]);
}
