/** The environment without servers of others: what is tested here is how we start our own. */
export const ownServers: NodeJS.ProcessEnv = {
  ...process.env,
  DATABASE_URL: undefined,
  TEMPORAL_ADDRESS: undefined,
  TRELLIS_SMTP_URL: undefined,
};
