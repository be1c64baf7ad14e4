import type { ClaimDraft } from './draft.ts';

/** Document type codes (UNTDID 1001) that EN 16931 counts as credit notes (code list of BT-3, CEN validation artefacts). */
const creditNotes = new Set(['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '502', '503', '532']);

/** Codes that ask for no money: pro forma (325), offer (310), delivery note (270), accounting information only (751, 935). */
const notPaymentRequests = new Set(['325', '310', '270', '751', '935']);

export const draftKind = (typeCode: string | undefined): ClaimDraft['kind'] =>
  typeCode !== undefined && creditNotes.has(typeCode) ? 'credit-note' : 'invoice';

export const asksForPayment = (typeCode: string | undefined): boolean => typeCode === undefined || !notPaymentRequests.has(typeCode);
