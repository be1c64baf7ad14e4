/** What a page needs to draw a recording: the loudest value of each stretch, 0 to 1, and where seconds lie in the file. */
export type WavFormat = {
  readonly channels: number;
  readonly sampleRate: number;
  readonly bitsPerSample: 8 | 16 | 24 | 32;
  readonly dataFrom: number;
  readonly dataBytes: number;
};

export type NotDrawn = 'not-wav' | 'compressed' | 'broken-header';

const ascii = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Reads the header of a PCM WAV from the file's beginning (64 KiB suffice). `fileBytes` bounds what the header claims. */
export function readWav(head: Uint8Array, fileBytes: number): WavFormat | NotDrawn {
  if (head.length < 12 || ascii(head, 0) !== 'RIFF' || ascii(head, 8) !== 'WAVE') return 'not-wav';
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let format: Omit<WavFormat, 'dataFrom' | 'dataBytes'> | undefined;
  for (let at = 12; at + 8 <= head.length; ) {
    const [name, size] = [ascii(head, at), view.getUint32(at + 4, true)];
    if (name === 'fmt ' && at + 24 <= head.length) {
      const tag = view.getUint16(at + 8, true);
      // 0xFFFE carries the real tag in its subformat.
      const real = tag === 0xfffe && size >= 40 && at + 34 <= head.length ? view.getUint16(at + 32, true) : tag;
      if (real !== 1) return 'compressed';
      const [channels, sampleRate, bits] = [view.getUint16(at + 10, true), view.getUint32(at + 12, true), view.getUint16(at + 22, true)];
      if (channels < 1 || channels > 64 || sampleRate < 1 || (bits !== 8 && bits !== 16 && bits !== 24 && bits !== 32)) return 'broken-header';
      format = { channels, sampleRate, bitsPerSample: bits };
    }
    if (name === 'data') {
      if (!format || at + 8 > fileBytes) return 'broken-header';
      // Streamed recordings leave the size open (0 or all ones): then the file's end counts.
      const room = fileBytes - at - 8;
      return { ...format, dataFrom: at + 8, dataBytes: size === 0 || size > room ? room : size };
    }
    at += 8 + size + (size % 2);
  }
  return 'broken-header';
}

export const frameBytes = ({ channels, bitsPerSample }: WavFormat): number => (channels * bitsPerSample) / 8;
export const seconds = (format: WavFormat): number => format.dataBytes / frameBytes(format) / format.sampleRate;

/** The 44 bytes before `dataBytes` of samples of this format. */
export function wavHeader(format: WavFormat, dataBytes: number): Uint8Array {
  const head = new Uint8Array(44);
  const view = new DataView(head.buffer);
  const name = (at: number, text: string): void =>
    head.set(
      Array.from(text, (letter) => letter.charCodeAt(0)),
      at,
    );
  name(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  name(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, format.channels, true);
  view.setUint32(24, format.sampleRate, true);
  view.setUint32(28, format.sampleRate * frameBytes(format), true);
  view.setUint16(32, frameBytes(format), true);
  view.setUint16(34, format.bitsPerSample, true);
  name(36, 'data');
  view.setUint32(40, dataBytes, true);
  return head;
}

/** Bytes of the file that hold [from, to) seconds, on whole frames. */
export function byteRange(format: WavFormat, from: number, to: number): { readonly from: number; readonly to: number } {
  const frame = frameBytes(format);
  const at = (second: number): number => format.dataFrom + Math.min(format.dataBytes, Math.max(0, Math.round(second * format.sampleRate) * frame));
  return { from: at(from), to: at(to) };
}

/** Collects peaks while the file streams by; memory is the peaks. */
export class Waveform {
  readonly #format: WavFormat;
  readonly #peaks: Float64Array;
  readonly #frames: number;
  #at = 0;
  #left: Uint8Array = new Uint8Array();

  constructor(format: WavFormat, points: number) {
    this.#format = format;
    this.#frames = Math.floor(format.dataBytes / frameBytes(format));
    this.#peaks = new Float64Array(Math.max(1, Math.min(points, this.#frames)));
  }

  /** Bytes of the whole file, in order. */
  update(piece: Uint8Array): void {
    const { dataFrom, dataBytes, bitsPerSample } = this.#format;
    const from = Math.max(0, dataFrom - this.#at);
    const to = Math.min(piece.length, dataFrom + dataBytes - this.#at);
    const begun = this.#at + from - dataFrom - this.#left.length;
    this.#at += piece.length;
    if (to <= from) return;
    const bytes = new Uint8Array(this.#left.length + to - from);
    bytes.set(this.#left);
    bytes.set(piece.subarray(from, to), this.#left.length);
    const width = bitsPerSample / 8;
    const frame = frameBytes(this.#format);
    const whole = bytes.length - (bytes.length % width);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < whole; i += width) {
      const point = Math.min(this.#peaks.length - 1, Math.floor((Math.floor((begun + i) / frame) / this.#frames) * this.#peaks.length));
      const value = Math.abs(sample(view, i, bitsPerSample));
      if (value > (this.#peaks[point] as number)) this.#peaks[point] = value;
    }
    this.#left = bytes.slice(whole);
  }

  peaks(): readonly number[] {
    return Array.from(this.#peaks, (value) => Math.round(Math.min(1, value) * 1000) / 1000);
  }
}

/** 8 bits are unsigned, all wider ones signed little-endian. */
function sample(view: DataView, at: number, bits: WavFormat['bitsPerSample']): number {
  switch (bits) {
    case 8:
      return (view.getUint8(at) - 128) / 128;
    case 16:
      return view.getInt16(at, true) / 32_768;
    case 24:
      return ((view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getInt8(at + 2) << 16)) as number) / 8_388_608;
    case 32:
      return view.getInt32(at, true) / 2_147_483_648;
  }
}
