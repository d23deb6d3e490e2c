import { useQuery } from '@tanstack/react-query';
import { api, type Inputs } from './api.ts';

/** The name of a procedure: `leads.merge`. */
export type Procedure = { [Router in keyof Inputs]: `${Router}.${keyof Inputs[Router] & string}` }[keyof Inputs];

/**
 * Whether whoever is signed in may call a procedure; the API says so.
 * @example
 * const may = useMay();
 * may('leads.merge') && <button>Merge…</button>;
 */
export function useMay(): (procedure: Procedure) => boolean {
  const { data: me } = useQuery({ ...api.people.me.queryOptions(), staleTime: Infinity });
  return (procedure) => me?.may.includes(procedure) ?? false;
}
