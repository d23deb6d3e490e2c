import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Applies colours, or none. */
export type Paint = Readonly<Record<Style, (text: string) => string>>;

const styles: readonly Style[] = ['bold', 'dim', 'green', 'red', 'yellow', 'cyan'];

const paintWith = (apply: (style: Style, text: string) => string): Paint =>
  Object.fromEntries(styles.map((style) => [style, (text: string) => apply(style, text)])) as Paint;

/** For a file, a pipe, or a log. */
export const plain: Paint = paintWith((_, text) => text);
/** For a terminal. */
export const coloured: Paint = paintWith((style, text) => styleText(style, text, { validateStream: false }));
