/** Prints progress: in one line of a terminal, otherwise a line for every tenth step. */
export function progressOn(stream: NodeJS.WriteStream): { show: (line: string) => void; end: () => void } {
  let shown = 0;
  return {
    show(line) {
      if (stream.isTTY) stream.write(`\r\u001B[K${line}`);
      else if (shown++ % 10 === 0) stream.write(`${line}\n`);
    },
    end: () => void (stream.isTTY && stream.write('\r\u001B[K')),
  };
}
