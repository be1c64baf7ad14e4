/** The list a case was opened from, so that j and k walk it; kept for this tab only. */
const kept = 'quittance.trail';

export function layTrail(ids: readonly string[]): void {
  sessionStorage.setItem(kept, JSON.stringify(ids));
}

export function neighbours(id: string): { readonly before?: string; readonly after?: string; readonly at: number; readonly of: number } {
  const ids = readTrail();
  const at = ids.indexOf(id);
  if (at < 0) return { at: 0, of: 0 };
  const before = ids[at - 1];
  const after = ids[at + 1];
  return { at: at + 1, of: ids.length, ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

function readTrail(): readonly string[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(kept) ?? '[]');
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
