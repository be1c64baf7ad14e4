import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testCertificate } from '#adapters/signed-files/testing/certificates.ts';
import { plainOfd, sealedOfd, zipped } from '#adapters/signed-files/testing/ofd-maker.ts';
import { sm2Signer } from '#adapters/signed-files/testing/sm2-signer.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);

const root = testCertificate({ name: 'Root of Seals', signer: sm2Signer(), authority: true });
const signer = testCertificate({ name: '示例贸易有限公司', signer: sm2Signer(), issuer: root });
const maker = testCertificate({ name: 'Seal Maker', signer: sm2Signer(), issuer: root });
const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(root.der).toString('base64')}\n-----END CERTIFICATE-----\n`;
const claim = {
  basis: 'sale',
  creditor: { name: '示例贸易有限公司', address: { lines: ['海湾路 1 号'], city: '宁波', country: 'CN' } },
  debtor: { name: '北港物流有限公司', address: { lines: ['港口路 4 号'], city: '上海', country: 'CN' } },
  currency: 'CNY',
  governingLaw: 'CN',
};
type Reason = { code: string; severity: string; text: { en: string; zh: string } };

async function claimReasons(number: string, bytes: Uint8Array): Promise<{ verdict: string; reasons: Reason[]; exhibitId: string }> {
  const { id } = (await house.upload('/v1/uploads?kind=contract', `${number}.ofd`, bytes)).body as never as { id: string };
  const items = [{ number, amount: '10000.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }];
  const filed = (await house.call('POST', '/v1/claims', { ...claim, items, exhibits: [id] })).body as never as { assessmentId: string };
  const report = (await house.call('GET', `/v1/assessments/${filed.assessmentId}`)).body as never as {
    checks: { kind: string; verdict: string; reasons: Reason[] }[];
  };
  const check = report.checks.find(({ kind }) => kind === 'claim');
  return { verdict: check?.verdict ?? '', reasons: check?.reasons ?? [], exhibitId: id };
}
const signature = ({ reasons }: { readonly reasons: readonly Reason[] }) => reasons.filter(({ code }) => code.startsWith('check.signature'));

describe('a sealed contract among the exhibits', () => {
  it('speaks for the claim under a trusted root, fails it when it was changed after signing, and is no matter when unsigned', async () => {
    const files = sealedOfd(plainOfd(), { signer, maker });
    const before = await claimReasons('S-0', await zipped(files));
    expect(signature(before)).toMatchObject([{ code: 'check.signature_holds' }]);
    expect(signature(before)[0]?.text.en).toContain('no trusted root');

    writeFileSync(join(house.dataFolder, 'trusted-signers.pem'), pem);
    const sound = await claimReasons('S-1', await zipped(files));
    expect(signature(sound)).toMatchObject([{ code: 'check.signature_holds' }]);
    expect(signature(sound)[0]?.text.en).not.toContain('no trusted root');
    expect(signature(sound)[0]?.text.zh).toContain('示例贸易有限公司');
    expect(sound.verdict).not.toBe('fail');

    const page = 'Doc_0/Pages/Page_0/Content.xml';
    const broken = await claimReasons('S-2', await zipped({ ...files, [page]: String(files[page]).replace('第一页', '第一頁') }));
    expect(signature(broken)).toMatchObject([{ code: 'check.signature_broken', severity: 'error' }]);
    expect(signature(broken)[0]?.text.en).toContain(page);
    expect(broken.verdict).toBe('fail');

    const added = await claimReasons('S-3', await zipped({ ...files, 'Doc_0/Annots/Annotations.xml': '<a/>' }));
    expect(signature(added)).toMatchObject([{ code: 'check.signature_partial', severity: 'warning' }]);

    const { 'OFD.xml': entry, ...rest } = plainOfd();
    const unsigned = { ...rest, 'OFD.xml': String(entry).replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, '') };
    expect(signature(await claimReasons('S-4', await zipped(unsigned)))).toEqual([]);

    const shown = (await house.call('GET', `/v1/exhibits/${sound.exhibitId}/signatures`)).body;
    expect(shown).toMatchObject({
      form: 'ofd',
      signatures: [{ integrity: 'holds', identity: 'trusted', covers: 'whole', seal: { signer: 'listed' } }],
    });
  }, 60_000);

  it('that cannot be read is said and does not stop the filing', async () => {
    const twice = { ...sealedOfd(plainOfd(), { signer, maker }), 'ofd.xml': '<OFD/>' };
    expect(signature(await claimReasons('S-5', await zipped(twice)))).toMatchObject([{ code: 'check.signature_unchecked', severity: 'info' }]);
  }, 60_000);
});
