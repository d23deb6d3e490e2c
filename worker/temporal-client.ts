import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { TemporalTarget } from '../engine/temporal-connection.ts';
import { refuseAfterClose } from './refuse-after-close.ts';

/** Without this limit, gRPC would wait up to two minutes between attempts to reconnect after a long outage of Temporal. */
const channelArgs = { 'grpc.max_reconnect_backoff_ms': 5_000 };

const interceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), refuseAfterClose];

/** A client that connects on first use, so that the public routes work while Temporal is down. */
export function temporalClient({ connection: options, namespace }: TemporalTarget): Client {
  const connection = Connection.lazy({ ...options, connectTimeout: '10 s', channelArgs, interceptors });
  // A query to an ended lead must fail, not get an answer from its last run.
  return new Client({ connection, namespace, workflow: { queryRejectCondition: 'NOT_OPEN' } });
}
