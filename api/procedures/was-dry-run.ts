import { z } from 'zod';

/** Procedures take `dryRun` in their input, and routes take it as text in their query. */
const dryRun = z.object({ input: z.object({ dryRun: z.union([z.literal(true), z.enum(['true', '1', ''])]) }) });

/** Whether an act of the audit log saved nothing: somebody looked at what would happen. */
export const wasDryRun = ({ detail }: { readonly detail: unknown }): boolean => dryRun.safeParse(detail).success;
