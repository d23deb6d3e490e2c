import { describe, expect, it } from 'vitest';
import { textSource } from '../../api/import/source.ts';
import { tableOf } from '../../api/import/table.ts';

async function tableFrom(text: string) {
  const table = await tableOf(textSource(text));
  const rows: (readonly string[])[] = [];
  for await (const some of table.rows()) rows.push(...some.map(({ cells }) => cells));
  return { columns: table.columns, rows, delimiter: table.read?.delimiter, line: table.read?.headerLine };
}

const rowsOf = (delimiter: string) =>
  [
    `E-Mail${delimiter}Vorname${delimiter}Ort`,
    `ann@x.example${delimiter}Ann${delimiter}Bonn`,
    `bob@x.example${delimiter}Bob${delimiter}`,
  ].join('\n');

describe('the delimiter', () => {
  it.each([',', ';', '\t', '|'])('%j is found', async (delimiter) => {
    expect(await tableFrom(rowsOf(delimiter))).toEqual({
      columns: ['E-Mail', 'Vorname', 'Ort'],
      rows: [['ann@x.example', 'Ann', 'Bonn'], ['bob@x.example', 'Bob', '']],
      delimiter,
      line: 1,
    }); // prettier-ignore
  });

  it('is found inside rows that are quoted as a whole', async () => {
    expect(await tableFrom('"Email,Name,Firm"\n"a@x.example,Ann,""Lee, Sons"""\n"b@x.example,Bob,B"')).toEqual({
      columns: ['Email', 'Name', 'Firm'],
      rows: [
        ['a@x.example', 'Ann', 'Lee, Sons'],
        ['b@x.example', 'Bob', 'B'],
      ],
      delimiter: ',',
      line: 1,
    });
  });

  it('is not one inside quotes or a text', async () => {
    expect(
      await tableFrom('"Name, Vorname";"E-Mail";"Firma, Ort, Land"\n"Lee, Ann";ann@x.example;"Werk, Bonn, DE"'),
    ).toMatchObject({
      delimiter: ';',
      columns: ['Name, Vorname', 'E-Mail', 'Firma, Ort, Land'],
    });
    expect(await tableFrom('email;notes\na@x.example;one, two, three\nb@x.example;four, five, six')).toMatchObject({
      delimiter: ';',
    });
    expect(await tableFrom('email,notes\na@x.example,x;y;z\nb@x.example,x;y;z')).toMatchObject({ delimiter: ',' });
    expect(await tableFrom('email,name\n"a@x.example; b@x.example",Ann\n"c@x.example; d@x.example",Cyd')).toMatchObject({
      delimiter: ',',
    });
  });

  it.each(['sep=;\r\n', '"sep=;"\n', '\ufeffsep=;\n', 'SEP=;\n'])('is the one that %j names', async (line) => {
    expect(await tableFrom(`${line}E-Mail;Name\na@x.example;"x,y"`)).toMatchObject({
      delimiter: ';',
      columns: ['E-Mail', 'Name'],
      line: 2,
    });
  });

  it('is nothing in a file of one column', async () => {
    expect(await tableFrom('email\na@x.example\nb@x.example')).toMatchObject({
      columns: ['email'],
      rows: [['a@x.example'], ['b@x.example']],
    });
  });
});

describe('the header', () => {
  const header = 'First Name,Last Name,Email Address';
  it.each([
    ['notes', 'Notes:\n"When you export, some addresses, and more, are missing."\n\n', 4],
    ['a title', 'Lead export 2026,,\n,,\n', 3],
    ['a title with a word for a column', 'Email list 2026\n\n', 3],
    ['blank lines', '\n\n\r\n', 4],
    ['who made it', 'Created by,Ann\nOn,2026-01-02\n', 3],
  ])('stands below %s', async (_, above, line) => {
    expect(await tableFrom(`${above}${header}\nAnn,Lee,ann@x.example`)).toMatchObject({
      columns: header.split(','),
      line,
      rows: [['Ann', 'Lee', 'ann@x.example']],
    });
  });

  it('is found where the first rows have no address, and where no name is known', async () => {
    expect(await tableFrom('name,email\nBo,\nCy,\nAnn,ann@x.example')).toMatchObject({ line: 1, rows: { length: 3 } });
    expect(await tableFrom('Betreff\n\nfoo,bar\nAnn,ann@x.example')).toMatchObject({ line: 3, columns: ['foo', 'bar'] });
  });

  it('gives each column one name', async () => {
    expect(await tableFrom('Email,Name,Name,,Tag,,\nann@x.example,a,b,c,d,,')).toMatchObject({
      columns: ['Email', 'Name', 'Name (2)', 'column 4', 'Tag'],
    });
  });

  it('must be there, and not without end', async () => {
    await expect(tableFrom('')).rejects.toMatchObject({ data: { code: 'fileEmpty' } });
    await expect(tableFrom('ann@x.example,Ann\nbob@x.example,Bob')).rejects.toMatchObject({ data: { code: 'noHeader' } });
    await expect(tableFrom(`email${',x'.repeat(1_001)}\na@x.example`)).rejects.toMatchObject({
      data: { code: 'tooManyColumns' },
    });
  });
});
