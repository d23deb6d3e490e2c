import { useQuery } from '@tanstack/react-query';
import { api, type Inputs } from './api.ts';

/** A procedure of the API, such as `campaigns.draft`. */
export type ProcedureName = { [Router in keyof Inputs]: `${Router}.${keyof Inputs[Router] & string}` }[keyof Inputs];

/**
 * Whether who has signed in may call a procedure: the API says so, and no page has a list of roles.
 * @example
 * const may = useMay();
 * const files = useQuery({ ...api.imports.list.queryOptions({}), enabled: may('imports.list') });
 */
export function useMay(): (procedure: ProcedureName) => boolean {
  const { data: me } = useQuery({ ...api.people.me.queryOptions(), staleTime: Infinity });
  return (procedure) => me?.may.includes(procedure) ?? false;
}
