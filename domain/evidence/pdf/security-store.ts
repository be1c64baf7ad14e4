import { DomainError } from '#domain/kernel/error.ts';
import { type Certificate, parseCertificate } from '../asn1/certificate.ts';
import { PdfDocument } from '../pages/pdf/document.ts';
import { enclosedBounds } from '../revocation/enclosed.ts';

/** What a PDF brings to judge its signatures by later: the document security store, /DSS (ISO 32000-2, 12.8.4.3; PAdES-LTV). */
export type SecurityStore = { readonly certificates: readonly Certificate[]; readonly lists: readonly Uint8Array[] };

/**
 * Certificates, lists and status answers of the store. It is mostly unsigned, and need not be: whoever issued them signed
 * them, and none is ever a root. Nothing where there is no store, or where the file is not read strictly (encrypted, repaired).
 */
export async function securityStore(file: Uint8Array): Promise<SecurityStore | undefined> {
  try {
    const document = await PdfDocument.open(file);
    const store = await document.dictionary((await document.catalog()).entries.get('DSS'));
    if (!store) return undefined;
    let left: number = enclosedBounds.bytes;
    const streams = async (key: string): Promise<readonly Uint8Array[]> => {
      const list = await document.resolve(store.entries.get(key));
      const found: Uint8Array[] = [];
      for (const item of list?.kind === 'array' ? list.items.slice(0, enclosedBounds.files) : []) {
        const stream = await document.resolve(item);
        if (stream?.kind !== 'stream') continue;
        const bytes = await document.decoded(stream);
        left -= bytes.length;
        if (left < 0) break;
        found.push(bytes);
      }
      return found;
    };
    const [certificates, crls, answers] = [await streams('Certs'), await streams('CRLs'), await streams('OCSPs')];
    return { certificates: certificates.flatMap(certificateIn), lists: [...crls, ...answers] };
  } catch (cause) {
    if (cause instanceof DomainError || cause instanceof RangeError) return undefined;
    throw cause;
  }
}

function certificateIn(bytes: Uint8Array): readonly Certificate[] {
  try {
    return [parseCertificate(bytes)];
  } catch (cause) {
    if (cause instanceof DomainError) return [];
    throw cause;
  }
}
