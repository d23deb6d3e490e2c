function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

/** Files of pictures, as far as their heads: what says their kind and their size. */
export const pictureFiles = {
  png: (width: number, height: number): Buffer => {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head[8] = 8;
    return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IEND', Buffer.alloc(0))]);
  },
  gif: (width: number, height: number): Buffer => {
    const size = Buffer.alloc(7);
    size.writeUInt16LE(width, 0);
    size.writeUInt16LE(height, 2);
    return Buffer.concat([Buffer.from('GIF89a', 'latin1'), size, Buffer.from(';')]);
  },
  jpg: (width: number, height: number): Buffer => {
    const frame = Buffer.from(
      'ffd8ffe000104a46494600010100000100010000ffc0001108000000000301220002110103110 1ffd9'.replace(' ', ''),
      'hex',
    );
    frame.writeUInt16BE(height, 25);
    frame.writeUInt16BE(width, 27);
    return frame;
  },
  webp: (width: number, height: number): Buffer => {
    const data = Buffer.alloc(10);
    data.writeUIntLE(width - 1, 4, 3);
    data.writeUIntLE(height - 1, 7, 3);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(data.length);
    const body = Buffer.concat([Buffer.from('WEBPVP8X', 'latin1'), size, data]);
    const whole = Buffer.alloc(4);
    whole.writeUInt32LE(body.length);
    return Buffer.concat([Buffer.from('RIFF', 'latin1'), whole, body]);
  },
  svg: (width: number, height: number): Buffer =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect/></svg>`),
  bmp: (width: number, height: number): Buffer => {
    const file = Buffer.alloc(60);
    file.write('BM', 'latin1');
    file.writeUInt32LE(width, 18);
    file.writeInt32LE(height, 22);
    return file;
  },
} as const;
