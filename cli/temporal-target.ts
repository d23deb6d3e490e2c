import { temporalFromEnvironment, type TemporalTarget } from '../engine/temporal-connection.ts';
import { required } from './required.ts';

/** The Temporal server from the environment. @throws CliError when TEMPORAL_ADDRESS is missing */
export async function temporalTarget(): Promise<TemporalTarget> {
  const address = required('TEMPORAL_ADDRESS', 'temporal.example.com:7233');
  return (await temporalFromEnvironment({ ...process.env, TEMPORAL_ADDRESS: address }))!;
}
