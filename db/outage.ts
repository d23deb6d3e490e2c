/** SQLSTATEs, and Node's codes, that say that Postgres is away or takes nothing now; it may later. */
const codes = new Set([
  '25006', // it can only be read
  '53100', // its disk is full
  '53200', // it has no memory
  '53300', // it has no connection for us
  '57P01', // it shuts down, or ended our connection
  '57P02',
  '57P03', // it starts
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What the driver says without a code. */
const sentences = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error says that Postgres is away or takes nothing now: nothing is wrong with what was asked. */
export const isOutage = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return codes.has(code) || code.startsWith('08') || sentences.test(error.message);
};

/** What an outage is, in words. */
export const outageLabel = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '25006') return 'Postgres can only be read';
  if (code === '53100') return "Postgres' disk is full";
  if (code === '53300') return 'Postgres has no connection for us';
  return 'Postgres does not answer';
};
