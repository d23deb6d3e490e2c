import type { App } from '../../config/app.ts';
import { fitTo, type Fitted } from '../../simulate/fit/fit.ts';
import { readingDatabase } from './reading-database.ts';

/** Fits rates to the history in the database that `DATABASE_URL` names, which it only reads. */
export const fitOfDatabase = async (app: App): Promise<Fitted> => await readingDatabase(async (trx) => await fitTo(trx, app));
