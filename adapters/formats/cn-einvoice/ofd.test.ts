import { describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { zipOf } from '../made-files.testing.ts';
import { readPaper } from '../papers.ts';

const ofd = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const index = (values: Readonly<Record<string, string>>): string =>
  `<ofd:OFD ${ofd}><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>${Object.entries(values)
    .map(([name, value]) => `<ofd:CustomData Name="${name}">${value}</ofd:CustomData>`)
    .join('')}</ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>`;
const said = {
  发票号码: '25332000000012345678',
  合计金额: '4197.17',
  合计税额: '251.83',
  开票日期: '2026年05月28日',
  销售方纳税人识别号: '91110108690017781B',
};

const texts: Readonly<Record<string, string>> = {
  '22': '25332000000012345678',
  '23': '2026年05月28日',
  '24': '海南示例云服科技有限公司',
  '26': '91460300MAA92DJN95',
  '27': '北京示例科技有限公司',
  '28': '91110108690017781B',
  '29': '¥',
  '30': '4197.17',
  '32': '251.83',
  '36': '4449.00',
  '39': '*信息技术服务*',
  '40': '技术服务费',
  '41': '6%',
  '42': '4197.17',
  '45': '1',
};
const page = (objects: Readonly<Record<string, string>>): string =>
  `<ofd:Page ${ofd}><ofd:Content><ofd:Layer ID="1">${Object.entries(objects)
    .map(([id, text]) => `<ofd:TextObject ID="${id}"><ofd:TextCode X="0" Y="3">${text}</ofd:TextCode></ofd:TextObject>`)
    .join('')}</ofd:Layer></ofd:Content></ofd:Page>`;
const reference = (...ids: readonly number[]): string => ids.map((id) => `<ofd:ObjectRef PageRef="61">${id}</ofd:ObjectRef>`).join('');
const tags = `<ofd:root ${ofd}><ofd:InvoiceNo>${reference(22)}</ofd:InvoiceNo><ofd:IssueDate>${reference(23)}</ofd:IssueDate><ofd:Buyer><ofd:BuyerName>${reference(24)}</ofd:BuyerName><ofd:BuyerTaxID>${reference(26)}</ofd:BuyerTaxID></ofd:Buyer><ofd:Seller><ofd:SellerName>${reference(27)}</ofd:SellerName><ofd:SellerTaxID>${reference(28)}</ofd:SellerTaxID></ofd:Seller><ofd:TaxExclusiveTotalAmount>${reference(29, 30)}</ofd:TaxExclusiveTotalAmount><ofd:TaxTotalAmount>${reference(32)}</ofd:TaxTotalAmount><ofd:TaxInclusiveTotalAmount>${reference(36)}</ofd:TaxInclusiveTotalAmount><ofd:Item>${reference(39, 40)}</ofd:Item><ofd:TaxScheme>${reference(41)}</ofd:TaxScheme><ofd:Amount>${reference(42)}</ofd:Amount><ofd:Quantity>${reference(45)}</ofd:Quantity><ofd:Note>${reference(99)}</ofd:Note></ofd:root>`;

const digital = { 'OFD.xml': index(said), 'Doc_0/Tags/CustomTag.xml': tags, 'Doc_0/Pages/Page_0/Content.xml': page(texts) };
async function read(files: Readonly<Record<string, string>>) {
  const draft = await readPaper(await zipOf(files), '发票.ofd');
  if (isRefusal(draft)) throw new Error(`expected a draft, got ${draft.code}`);
  return draft;
}
const codes = ({ findings }: { readonly findings: readonly { readonly code: string }[] }) => findings.map(({ code }) => code);

describe('a fully digital e-invoice as OFD without attached data', () => {
  it('is read from the page texts that its tags name, and blank where nothing is tagged', async () => {
    const draft = await read(digital);
    expect(draft).toMatchObject({
      number: '25332000000012345678',
      issueDate: '2026-05-28',
      currency: 'CNY',
      seller: { name: '北京示例科技有限公司', identifiers: [{ scheme: 'uscc', value: '91110108690017781B' }] },
      buyer: { name: '海南示例云服科技有限公司' },
      totals: { taxExclusive: '4197.17', tax: '251.83', taxInclusive: '4449.00' },
      lines: [{ name: '*信息技术服务*技术服务费', net: '4197.17', taxRate: '6', quantity: '1' }],
      notes: [],
      source: { embedded: 'Doc_0/Tags/CustomTag.xml' },
    });
    expect(codes(draft)).toContain('intake.read_from_tags');
    expect(codes(draft)).not.toContain('intake.index_differs');
  });

  it('says where page and index disagree, and takes no text that stands for two', async () => {
    const changed = await read({ ...digital, 'Doc_0/Pages/Page_0/Content.xml': page({ ...texts, '30': '94197.17' }) });
    expect(changed.findings.find(({ code }) => code === 'intake.index_differs')).toMatchObject({ expected: '4197.17', got: '94197.17' });
    const double = await read({ ...digital, 'Doc_0/Tpls/Tpl_0/Content.xml': page({ '24': '另一家公司' }) });
    expect(double.buyer?.name).toBe('');
  });

  it('keeps its lines blank where several cannot be told apart', async () => {
    const two = tags.replace('<ofd:Quantity>', `<ofd:Amount>${reference(32)}</ofd:Amount><ofd:Quantity>`);
    expect((await read({ ...digital, 'Doc_0/Tags/CustomTag.xml': two })).lines).toEqual([]);
  });

  it('falls back to the index where its tags lead nowhere', async () => {
    const draft = await read({ ...digital, 'Doc_0/Pages/Page_0/Content.xml': page({}) });
    expect(draft).toMatchObject({ number: '25332000000012345678', source: { embedded: 'OFD.xml' } });
    expect(codes(draft)).toContain('intake.index_only');
  });
});

describe('invoice data attached to an OFD', () => {
  it('is read as XBRL of the accounting data standard', async () => {
    const inv = (name: string, value: string) => `<inv:${name} contextRef="c1">${value}</inv:${name}>`;
    const item = `<inv:InformationOfTaxableGoodsOrServicesDetailItemsTuple>${inv('NameOfTaxableGoodsOrServices', '*金属制品*螺丝批')}${inv('QuantityOfGoodsOrServices', '1.00')}${inv('AmountExcludingTax', '9.91')}${inv('TaxRate', '13.00%')}</inv:InformationOfTaxableGoodsOrServicesDetailItemsTuple>`;
    const xbrl = `<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:inv="http://xbrl.mof.gov.cn/taxonomy/2021-09-30/inv">${inv('NumberOfInvoice', '99934328')}${inv('CodeOfInvoice', '033002200211')}${inv('DateOfIssue', '2026-09-01')}${inv('NameOfPurchaser', '江苏示例环境科技有限公司')}${inv('NameOfSeller', '<![CDATA[杭州示例科技有限公司]]>')}${inv('TaxpayerIdentificationNumberUnifiedSocialCreditCodeOfSeller', '91330106MA7GAL1299')}${inv('DepositBankAndAccountNumberOfSeller', '招商银行杭州支行 571917376710101')}${inv('TotalAmountExcludingTax', '9.91')}${inv('TotalTaxAmount', '1.29')}${inv('TaxIncludedAmountInFigures', '11.20')}${item}</xbrl>`;
    expect(await read({ 'OFD.xml': index({}), 'Doc_0/Attachs/inv_ord_issuer.xml': xbrl })).toMatchObject({
      number: '033002200211-99934328',
      issueDate: '2026-09-01',
      seller: { name: '杭州示例科技有限公司' },
      totals: { taxExclusive: '9.91', tax: '1.29', taxInclusive: '11.20' },
      payment: { accounts: [{ account: '571917376710101' }] },
      lines: [{ name: '*金属制品*螺丝批', net: '9.91', taxRate: '13' }],
    });
  });

  it('says nothing where asterisks stand for an amount', async () => {
    const older =
      '<eInvoice><InvoiceNo>04875996</InvoiceNo><TaxExclusiveTotalAmount>57.00</TaxExclusiveTotalAmount><TaxTotalAmount>***</TaxTotalAmount><TaxInclusiveTotalAmount>57.00</TaxInclusiveTotalAmount></eInvoice>';
    const draft = await read({ 'OFD.xml': index({}), 'Doc_0/Attachs/original_invoice.xml': older });
    expect(draft.totals.tax).toBeUndefined();
    expect(codes(draft)).not.toContain('intake.bad_amount');
  });
});
