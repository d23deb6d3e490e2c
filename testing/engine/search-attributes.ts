import { TypedSearchAttributes } from '@temporalio/common';
import type { SearchAttributePair, SearchAttributes } from '@temporalio/common';
import {
  decodeTypedSearchAttributes,
  encodeUnifiedSearchAttributes,
} from '@temporalio/common/lib/converter/payload-search-attributes.js';
import { payloads } from './sdk-runtime.ts';
import type { Fields } from './sdk-runtime.ts';

/** By name, each with a list of values, as the client takes them; or typed. */
export type SearchAttributesInput = SearchAttributes | TypedSearchAttributes | readonly SearchAttributePair[];

const isPairs = (input: SearchAttributesInput): input is readonly SearchAttributePair[] => Array.isArray(input);

export function encodeSearchAttributes(input: SearchAttributesInput = {}): Fields {
  if (input instanceof TypedSearchAttributes) return encodeUnifiedSearchAttributes(undefined, input);
  return isPairs(input) ? encodeUnifiedSearchAttributes(undefined, [...input]) : encodeUnifiedSearchAttributes(input);
}

/** Search attributes by name as plain values: a single value without its list, a typed date-time as a Date. */
export function plainSearchAttributes(fields: Fields): Record<string, unknown> {
  const typed = decodeTypedSearchAttributes(fields).getAll();
  const untyped = Object.entries(fields).map(([name, payload]) => [name, alone(payloads.fromPayload(payload))] as const);
  return Object.fromEntries([...untyped, ...typed.map(({ key, value }) => [key.name, value] as const)]);
}

const alone = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value);
