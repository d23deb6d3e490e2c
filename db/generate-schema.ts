import { sql } from 'kysely';
import type { Db } from './database.ts';
import { narrower, narrowerImports } from './narrower.ts';
import { own } from '../domain/text/own.ts';

interface Column {
  tableName: string;
  columnName: string;
  udtName: string;
  isNullable: 'YES' | 'NO';
  columnDefault: string | null;
}

const types: Record<string, string> = {
  text: 'string', _text: 'string[]', _uuid: 'string[]', uuid: 'string', bool: 'boolean', int4: 'number', int8: 'string', float8: 'number', numeric: 'number', bytea: 'Buffer', timestamptz: 'Date',
}; // prettier-ignore

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Generates the row types of a migrated database.
 * @throws if a column has a type that is missing in `types`, or `narrower` names a column that does not exist
 */
export async function generateSchema(db: Db): Promise<string> {
  const { rows } = await sql<Column>`
    select table_name, column_name, udt_name, is_nullable, column_default from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%' order by table_name, ordinal_position`.execute(db);
  const unused = new Set(Object.keys(narrower));
  const tables = Map.groupBy(rows, (row) => row.tableName);
  const bodies = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => {
      unused.delete(`${table}.${column.columnName}`);
      return `    ${camel(column.columnName)}: ${columnType(table, column)};`;
    });
    return `  ${camel(table)}: {\n${lines.join('\n')}\n  };`;
  });
  if (unused.size > 0) throw new Error(`db/narrower.ts names columns that do not exist: ${[...unused].join(', ')}`);
  return `// Generated from the migrated database; do not edit.\nimport type { ColumnType, Generated } from 'kysely';\n${narrowerImports}\n\nexport interface DB {\n${bodies.join('\n')}\n}\n`;
}

function columnType(table: string, column: Column): string {
  const name = `${table}.${column.columnName}`;
  const optional = column.isNullable === 'YES' ? ' | null' : '';
  const narrow = own(narrower, name);
  const plain = narrow ?? own(types, column.udtName);
  if (column.udtName === 'jsonb') {
    // pg sends a JavaScript array as a Postgres array, so JSON is written as text.
    const insert = column.columnDefault === null ? `string${optional}` : `string | undefined`;
    return `ColumnType<${narrow ? narrow + optional : 'unknown'}, ${insert}, string${optional}>`;
  }
  if (plain === undefined) throw new Error(`${name} has the type ${column.udtName}: add it to db/generate-schema.ts`);
  return column.columnDefault === null ? plain + optional : `Generated<${plain}${optional}>`;
}
