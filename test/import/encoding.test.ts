import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Utf8Check } from '../../api/import/encoding.ts';
import { fileSource, readText } from '../../api/import/source.ts';

let dir: string;
beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'trellis-encoding-'))));
afterAll(() => rm(dir, { recursive: true, force: true }));

async function readBytes(bytes: Uint8Array) {
  const path = join(dir, 'file.csv');
  await writeFile(path, bytes);
  const { encoding } = await fileSource(path);
  return { name: encoding.name, text: await readText(path) };
}

const texts = {
  german: 'Vorname;Nachname;Firma\r\nJürgen;Müller;Bäckerei Grün\r\nZoë;Weiß;Größe & Söhne\r\n',
  french: 'Prénom;Nom;Société\nRené;Lefèvre;Forêt & Cie\nAnaïs;Dupont;Hôtel\n',
  spanish: 'nombre;apellidos\nJosé;Muñoz\nMaría;Núñez\n',
  polish: 'Imię;Nazwisko\nŁukasz;Żółć\nGrażyna;Dąbrowska\n',
  czech: 'Jméno;Příjmení\nJiří;Dvořák\nZdeněk;Černý\nŽofie;Šťastná\n',
  turkish: 'ad;soyad\nIşık;Yılmaz\nÇağlar;Öztürk\nGülşen;Şahin\n',
  hungarian: 'Email;Név\na@x.example;Győző Szűcs\nb@x.example;Ödön Kővári\n',
  latvian: 'Email;Name\na@x.example;Jānis Bērziņš\nb@x.example;Līga Kalniņa\n',
  russian: 'Имя;Фамилия\nИван;Иванов\nМария;Петрова\n',
  greek: 'όνομα;επώνυμο\nΓιώργος;Παπαδόπουλος\nΜαρία;Νικολάου\n',
  japanese: '名前,メール,会社\n山田太郎,y@x.example,株式会社山田\n鈴木花子,s@x.example,日本製鉄\n',
  chinese: '姓名,邮箱,公司\n王伟,w@x.example,北京公司\n李娜,l@x.example,上海贸易\n',
  typographic: 'name,company\nAnn,O’Brien “Co” – Sons\nBo,5 € Shop\n',
};

describe('a file without a byte order mark', () => {
  it.each([
    ['german', 'windows-1252'],
    ['german', 'macintosh'],
    ['german', 'cp850'],
    ['french', 'windows-1252'],
    ['french', 'macintosh'],
    ['spanish', 'windows-1252'],
    ['polish', 'windows-1250'],
    ['polish', 'iso-8859-2'],
    ['czech', 'windows-1250'],
    ['turkish', 'windows-1254'],
    ['hungarian', 'windows-1250'],
    ['latvian', 'windows-1257'],
    ['russian', 'windows-1251'],
    ['russian', 'koi8-r'],
    ['russian', 'cp866'],
    ['greek', 'windows-1253'],
    ['japanese', 'Shift_JIS'],
    ['japanese', 'EUC-JP'],
    ['chinese', 'GB18030'],
    ['typographic', 'windows-1252'],
  ] as const)('in %s and %s is read as what it is', async (language, encoding) => {
    expect(await readBytes(iconv.encode(texts[language], encoding))).toMatchObject({ text: texts[language] });
  });

  it.each(Object.entries(texts))('in %s and UTF-8 or UTF-16 is read as what it is', async (_, text) => {
    expect(await readBytes(Buffer.from(text))).toEqual({ name: 'utf-8', text });
    for (const encoding of ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be']) {
      const ascii = `email,name,company,country\nann@x.example,Ann,Pier,DE\n${text}`;
      expect(await readBytes(iconv.encode(ascii, encoding, { addBOM: false })), encoding).toEqual({
        name: encoding,
        text: ascii,
      });
    }
  });

  it.each([
    ['Jürgen', 'macintosh'],
    ['Łukasz', 'windows-1250'],
  ])('with one name (%s in %s) that two encodings read as different words is refused', async (name, encoding) => {
    await expect(readBytes(iconv.encode(`email;name\na@x.example;${name}`, encoding))).rejects.toMatchObject({
      data: { code: 'encodingUnknown' },
    });
  });

  // As Python's iso2022_jp writes it.
  const iso2022Jp = 'email;name\na@x.example;\u001B$B;3EDB@O:\u001B(B\n';

  it('in Japanese and ISO-2022-JP, whose bytes are all ASCII, is read as what it is', async () => {
    expect(await readBytes(Buffer.from(iso2022Jp))).toEqual({ name: 'iso-2022-jp', text: 'email;name\na@x.example;山田太郎\n' });
    const long = 'email;name\n'.padEnd(32 * 1024 - 2, 'x');
    expect((await readBytes(Buffer.from(long + '\u001B$B;3ED\u001B(B'))).text, 'a switch at the end of a piece').toBe(
      `${long}山田`,
    );
  });

  it('in ISO-2022-JP with bytes that it does not have is refused', async () => {
    const broken = Buffer.concat([Buffer.from(iso2022Jp), Buffer.from([0xff, 0xfe, 0x80, 0x81, 0x0a])]);
    await expect(readBytes(broken)).rejects.toMatchObject({ code: 'BAD_REQUEST', data: { code: 'encodingUnknown' } });
  });

  it('is refused when no language looks like it', async () => {
    const noise = Buffer.from(Array.from({ length: 900 }, (_, n) => (n % 9 === 0 ? 10 : 128 + ((n * n * 31 + n * 17) % 128))));
    await expect(readBytes(noise)).rejects.toMatchObject({ code: 'BAD_REQUEST', data: { code: 'encodingUnknown' } });
  });
});

it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
  'the byte order mark of %s is honoured, and no part of the text',
  async (encoding) => {
    expect(await readBytes(iconv.encode(texts.polish, encoding, { addBOM: true }))).toEqual({
      name: encoding,
      text: texts.polish,
    });
  },
);

it('UTF-8 is known piece by piece, and a byte that is none ends it', () => {
  const bytes = Buffer.from('aé日😀');
  const holds = (piece: number, all: Uint8Array) => {
    const check = new Utf8Check();
    for (let at = 0; at < all.length; at += piece) check.add(all.subarray(at, at + piece));
    return check.holds;
  };
  for (const piece of [1, 2, 3, 4, 100]) {
    expect(holds(piece, bytes), `pieces of ${piece}`).toBe(true);
    expect(holds(piece, bytes.subarray(0, -1))).toBe(false);
    expect(holds(piece, Buffer.from([97, 0xfc, 98]))).toBe(false);
    expect(holds(piece, Buffer.from([0xed, 0xa0, 0x80]))).toBe(false);
  }
});
