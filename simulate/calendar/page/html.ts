/** Text for HTML and SVG: nothing in it is read as markup. */
export const escaped = (text: string | number): string =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export interface Column<R> {
  readonly title: string;
  readonly of: (row: R) => string | number;
  readonly isNumber?: true;
}

export function htmlTable<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const mark = ({ isNumber }: Column<R>): string => (isNumber ? ' class="n"' : '');
  const head = columns.map((column) => `<th scope="col"${mark(column)}>${escaped(column.title)}</th>`).join('');
  const line = (row: R): string => columns.map((column) => `<td${mark(column)}>${escaped(column.of(row))}</td>`).join('');
  const body = rows.map((row) => `<tr>${line(row)}</tr>`).join('\n');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

interface Figure {
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly says: string;
  readonly picture: string;
  /** The same numbers. */
  readonly table: string;
}

/** A picture with the table behind it. */
export const figure = ({ title, says, picture, table }: Figure): string => `<section>
<h2>${escaped(title)}</h2>
<p>${escaped(says)}</p>
<figure>${picture}</figure>
<details><summary>The numbers</summary>${table}</details>
</section>`;
