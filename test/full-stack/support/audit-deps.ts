import { v7 as uuid } from 'uuid';
import type { AuditDeps } from '../../../audit/deps.ts';
import { app } from '../../support/app.ts';
import type { RealWorld } from './world.ts';

/** What an audit of a world asks, and what its repairs change. */
export function auditDeps({ db, client, taskQueue, clock }: RealWorld): AuditDeps {
  const { policy, content } = app;
  return { db, client, taskQueue, clock, policy, content, newId: uuid };
}
