export type Drawing = { readonly seconds: number; readonly peaks: readonly number[] };

/** A browser decodes a whole file at once into memory; more than this would fill a phone. */
export const largestDecodedBytes = 30_000_000;

/** Peaks of any format that this browser decodes; `failed` where it does not. */
export async function decodedPeaks(url: string, points: number): Promise<Drawing | 'failed'> {
  try {
    const answer = await fetch(url);
    if (!answer.ok) return 'failed';
    const context = new OfflineAudioContext(1, 1, 8_000);
    const sound = await context.decodeAudioData(await answer.arrayBuffer());
    return { seconds: sound.duration, peaks: loudest(sound.getChannelData(0), points) };
  } catch {
    // The browser says no more than that it cannot; neither do we.
    return 'failed';
  }
}

export function loudest(samples: Float32Array, points: number): number[] {
  const count = Math.max(1, Math.min(points, samples.length));
  const peaks = Array.from({ length: count }, () => 0);
  for (const [i, sample] of samples.entries()) {
    const point = Math.floor((i / samples.length) * count);
    peaks[point] = Math.max(peaks[point] ?? 0, Math.min(1, Math.abs(sample)));
  }
  return peaks;
}
