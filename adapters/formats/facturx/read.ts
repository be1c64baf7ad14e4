import type { ClaimDraft, Finding } from '#domain/claim/draft.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import { readXmlPaper } from '../xml-paper.ts';
import { attachmentsOf } from './attachments.ts';
import type { Attachment } from './attachments-worker.ts';

/** Names that the standards give the embedded invoice: Factur-X 1.0 and ZUGFeRD 2.1, ZUGFeRD 2.0, ZUGFeRD 1.0, XRechnung. */
const standardNames = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml'];

/** A hybrid invoice: the PDF is for eyes, the embedded XML is the invoice (Factur-X 1.0, ZUGFeRD 1.0 to 2.x). */
export async function readFacturx(bytes: Uint8Array): Promise<ClaimDraft | Refusal> {
  const answer = await attachmentsOf(bytes);
  switch (answer.kind) {
    case 'encrypted':
      return refuse('intake.encrypted', [], {
        zh: 'PDF 有密码保护，无法读取。请去除密码后重试。',
        en: 'The PDF is protected by a password and cannot be read. Remove the password and try again.',
      });
    case 'broken':
      return broken(answer.why);
    case 'too-costly':
      return refuse('intake.too_complex', [], {
        zh: '读取 PDF 耗时或占用内存过多，已停止。',
        en: 'Reading the PDF took too much time or memory and was stopped.',
      });
    case 'attachments': {
      const chosen = chooseInvoice(answer.files);
      if (chosen === undefined)
        return answer.repaired || (answer.others.length === 0 && namesEmbedded(bytes))
          ? broken('its cross-reference table does not reach the embedded files')
          : noInvoice(answer.others);
      const draft = readXmlPaper(chosen.content);
      if (isRefusal(draft)) return { ...draft, data: { ...draft.data, embedded: chosen.name } };
      const findings = answer.repaired ? [...draft.findings, repairedFinding] : draft.findings;
      return { ...draft, source: { ...draft.source, format: 'facturx', embedded: chosen.name }, findings };
    }
  }
}

function chooseInvoice(files: readonly Attachment[]): Attachment | undefined {
  const named = standardNames.map((name) => files.find((file) => file.name.toLowerCase() === name)).find((file) => file !== undefined);
  return named ?? files.find((file) => !isRefusal(readXmlPaper(file.content)));
}

const namesEmbedded = (bytes: Uint8Array): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('/EmbeddedFile');

function broken(why: string): Refusal {
  return refuse('intake.broken_pdf', [], {
    reason: why,
    zh: `PDF 已损坏，无法读取其中的发票数据（${why}）。请向开票方重新索取原文件。`,
    en: `The PDF is damaged and its invoice data cannot be read (${why}). Ask the issuer for the original file.`,
  });
}

function noInvoice(others: readonly string[]): Refusal {
  return refuse('intake.no_embedded_invoice', [], {
    attachments: others.slice(0, 10),
    zh: 'PDF 中没有内嵌的电子发票（factur-x.xml、xrechnung.xml、ZUGFeRD-invoice.xml）。扫描件或普通 PDF 请作为证据材料上传，并手工填写金额。',
    en: 'The PDF has no embedded e-invoice (factur-x.xml, xrechnung.xml, ZUGFeRD-invoice.xml). Attach a scan or plain PDF as an exhibit and enter the amounts by hand.',
  });
}

const repairedFinding: Finding = {
  code: 'intake.repaired_pdf',
  severity: 'warning',
  zh: 'PDF 的交叉引用表有误，发票数据是在修复后读取的；请核对原件。',
  en: "The PDF's cross-reference table is wrong; the invoice data was read after repair. Compare it with the original.",
};
