import pg from 'pg';

/** A lead in the simplest form that a hand-written workflow needs. */
export interface BareLead {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
}

/** The activities of the bare workflows: each writes one row; `sendMail` first sends. */
export interface BareActivities {
  sendMail(lead: BareLead, content: string): Promise<void>;
  enrich(lead: BareLead): Promise<boolean>;
  createTask(lead: BareLead, kind: string): Promise<void>;
  escalate(lead: BareLead, kind: string): Promise<void>;
  applyReport(lead: BareLead, disposition: string): Promise<void>;
}

export type Send = (lead: BareLead, content: string) => Promise<unknown>;

/** Connections for the bare workflows, and the one table that they write to. */
export async function openBarePool(connectionString: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString, max: 20 });
  pool.on('error', () => {}); // stopping the bench also stops Postgres
  await pool.query(
    'create table if not exists bare_log (id bigint generated always as identity primary key, lead_id uuid, what text, at timestamptz)',
  );
  return pool;
}

export function bareActivities(pool: pg.Pool, send: Send, now: () => number): BareActivities {
  const log = async (lead: BareLead, what: string): Promise<void> => {
    await pool.query('insert into bare_log (lead_id, what, at) values ($1, $2, $3)', [lead.id, what, new Date(now())]);
  };
  return {
    async sendMail(lead, content) {
      await send(lead, content);
      await log(lead, content);
    },
    async enrich(lead) {
      await log(lead, 'enriched');
      return true;
    },
    createTask: (lead, kind) => log(lead, `task: ${kind}`),
    escalate: (lead, kind) => log(lead, `escalated: ${kind}`),
    applyReport: (lead, disposition) => log(lead, disposition),
  };
}
