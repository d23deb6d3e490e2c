import { CompiledQuery, PostgresQueryCompiler, sql, type QueryId, type RootOperationNode } from 'kysely';
import type { Db } from '../db/database.ts';

/** A table with so many rows or more is big. */
const BIG = 50_000;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** Listens to the statements of a database, and asks Postgres how it runs them. */
export function listens(base: Db) {
  const heard = new Map<string, readonly unknown[]>();
  const compiler = new PostgresQueryCompiler();
  const hear = (node: RootOperationNode, id: QueryId) => {
    const query = compiler.compileQuery(node, id);
    if (/^\s*(with|select)\b/i.test(query.sql) && !/\blive\b/.test(query.sql)) heard.set(query.sql, query.parameters);
  };
  const db = base.withPlugin({
    transformQuery({ node, queryId }) {
      hear(node, queryId);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  return {
    db,
    forget: () => heard.clear(),
    /** The big tables that the statements read from beginning to end. */
    async readWhole(): Promise<readonly string[]> {
      const big = await bigTables(base);
      const found = new Set<string>();
      for (const [text, parameters] of heard)
        for (const table of scanned(await planOf(base, text, parameters))) if (big.has(table)) found.add(table);
      return [...found];
    },
  };
}

async function planOf(db: Db, text: string, parameters: readonly unknown[]): Promise<Plan> {
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': readonly [{ readonly Plan: Plan }] }>(
    CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]),
  );
  return (Object.values(rows[0]!)[0] as readonly [{ readonly Plan: Plan }])[0].Plan;
}

const scanned = (plan: Plan): readonly string[] => [
  ...(plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] !== undefined ? [plan['Relation Name']] : []),
  ...(plan.Plans ?? []).flatMap(scanned),
];

async function bigTables(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= ${BIG}`.execute(
    db,
  );
  return new Set(rows.map(({ name }) => name));
}
