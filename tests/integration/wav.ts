/** A tone that grows louder, so that the drawn peaks rise. */
export function wav(seconds: number): Buffer {
  const data = Buffer.alloc(Math.round(seconds * 8_000) * 2);
  for (let at = 0; at < data.length; at += 2) data.writeInt16LE(Math.round(30_000 * (at / data.length) * Math.sin(at / 7)), at);
  return wavOf(data);
}

/** 16-bit mono PCM at 8 kHz as a WAV file. */
export function wavOf(data: Buffer): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
