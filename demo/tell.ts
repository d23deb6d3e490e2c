import { coloured, plain, type Paint } from '../simulate/report/text/paint.ts';

/** Prints progress: on standard output, or on standard error when standard output is for data. */
export interface Teller {
  readonly paint: Paint;
  /** Prints a permanent line. */
  readonly line: (text?: string) => void;
  /** Replaces the lines at the bottom of the terminal; does nothing without a terminal. */
  readonly block: (lines: readonly string[]) => void;
  readonly isLive: boolean;
}

export function createTeller(stream: NodeJS.WriteStream): Teller {
  const isLive = stream.isTTY && process.env['TERM'] !== 'dumb';
  const paint = isLive && process.env['NO_COLOR'] === undefined ? coloured : plain;
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) stream.write(`\u001B[${shown}A\u001B[0J`);
    shown = 0;
  };
  return {
    paint,
    isLive,
    line(text = '') {
      clear();
      stream.write(`${text}\n`);
    },
    block(lines) {
      if (!isLive) return;
      clear();
      const width = stream.columns || 100;
      stream.write(lines.map((line) => `${line.slice(0, width + 20)}\n`).join(''));
      shown = lines.length;
    },
  };
}
