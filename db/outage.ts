/** SQLSTATEs and codes of Node for an outage: Postgres is unavailable or accepts no writes, and may recover. */
const codes = new Set([
  '25006', // it is read-only
  '53100', // its disk is full
  '53200', // it has no memory
  '53300', // it has no free connection
  '57P01', // it is shutting down, or ended our connection
  '57P02',
  '57P03', // it is starting
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Messages of the driver that have no code. */
const sentences = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error means that Postgres is unavailable or accepts no writes, so that nothing is wrong with the request. */
export function isOutage(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return codes.has(code) || code.startsWith('08') || sentences.test(error.message);
}

/** An outage in words. */
export function outageLabel(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '25006') return 'Postgres is read-only';
  if (code === '53100') return 'the disk of Postgres is full';
  if (code === '53300') return 'Postgres has no free connection';
  return 'Postgres does not answer';
}
