import { InterceptingCall, Metadata, status, type Interceptor } from '@grpc/grpc-js';

/**
 * Refuses a call on a connection that was closed. The client repeats failed calls by timer; without this, a repetition after the close
 * throws where nobody can catch it, and ends the process in the middle of its shutdown.
 */
export const refuseAfterClose: Interceptor = (options, nextCall) => {
  try {
    return new InterceptingCall(nextCall(options));
  } catch (error) {
    return refusedCall(String(error));
  }
};

const ignore = (): void => undefined;

/** A call that ends with CANCELLED, which the client does not repeat. */
const refusedCall = (details: string): InterceptingCall =>
  new InterceptingCall({
    start: (_metadata, listener) => listener?.onReceiveStatus?.({ code: status.CANCELLED, details, metadata: new Metadata() }),
    sendMessage: ignore,
    sendMessageWithContext: ignore,
    halfClose: ignore,
    cancelWithStatus: ignore,
    startRead: ignore,
    getPeer: () => 'closed',
    getAuthContext: () => null,
  });
