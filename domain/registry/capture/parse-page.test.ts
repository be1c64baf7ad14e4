import { describe, expect, it } from 'vitest';
import { parsePage } from './parse-page.ts';

describe('what a person copied from an official page', () => {
  it('reads the sheet of a dishonest judgment debtor, label by label', () => {
    const paste = `失信被执行人名单信息公布与查询
被执行人姓名/名称：上海华兴贸易有限公司
身份证号码/组织机构代码：91310000MA1FL0X14Y
法定代表人或者负责人姓名：王芳
执行法院：上海市浦东新区人民法院
省份：上海
执行依据文号：（2024）沪0115民初998号
立案时间：2025年03月04日
案号：（2025）沪0115执100号
作出执行依据单位：上海市浦东新区人民法院
生效法律文书确定的义务：支付货款 120,000 元及利息
被执行人的履行情况：全部未履行
失信被执行人行为具体情形：有履行能力而拒不履行生效法律文书确定义务
发布时间：2025年05月01日`;
    const { page, entries, unread } = parsePage(paste);
    expect(page).toBe('dishonest-judgment-debtor');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      fields: {
        name: '上海华兴贸易有限公司',
        caseNumber: '（2025）沪0115执100号',
        filedOn: '2025-03-04',
        publishedOn: '2025-05-01',
        legalRepresentative: '王芳',
        performance: '全部未履行',
      },
      identifier: { scheme: 'uscc', value: '91310000MA1FL0X14Y' },
    });
    expect(unread).toEqual(['失信被执行人名单信息公布与查询']);
  });

  it('reads the table of judgment debtors as text and as HTML, and masks a person’s number', () => {
    const rows = [
      ['序号', '被执行人', '身份证号码', '执行法院', '案号', '执行标的(元)', '立案时间', '案件状态'],
      ['1', '张三', '110105199003078812', '北京市朝阳区人民法院', '(2025)京0105执7号', '35,000', '2025.1.2', '执行中'],
      ['2', '李四', '1101051990****8812', '北京市朝阳区人民法院', '(2024)京0105执9号', '1000', '20240203', '已结案'],
    ];
    const text = rows.map((row) => row.join('\t')).join('\n');
    const html = `<div><script>var x = "<td>no</td>"</script><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('\n')}</tr>`).join('')}</table></div>`;
    for (const paste of [text, html]) {
      const { page, entries } = parsePage(paste);
      expect(page).toBe('judgment-debtor');
      expect(entries.map(({ fields, open }) => [fields.name, fields.amount, fields.filedOn, open])).toEqual([
        ['张三', '35000', '2025-01-02', true],
        ['李四', '1000', '2024-02-03', false],
      ]);
      expect(JSON.stringify(entries)).not.toContain('110105199003078812');
      expect(entries[1]?.maskedNumber).toBe('1101051990****8812');
    }
  });

  it('reads labels over values, two pairs a line, of the enterprise register', () => {
    const paste =
      '国家企业信用信息公示系统\n营业执照信息\n统一社会信用代码：\t91310000MA1FL0X14Y\t企业名称：\t上海华兴贸易有限公司\n类型\n有限责任公司\n法定代表人：王芳\t成立日期：2015年6月1日\n登记状态：吊销，未注销\n住所：上海市浦东新区张江路1号';
    const { page, entries } = parsePage(paste);
    expect(page).toBe('enterprise-register');
    expect(entries[0]?.fields).toMatchObject({
      name: '上海华兴贸易有限公司',
      kind: '有限责任公司',
      legalRepresentative: '王芳',
      since: '2015-06-01',
      status: '吊销，未注销',
    });
  });

  it('reads a list of judgments', () => {
    const paste =
      '中国裁判文书网\n1 宁波海湾机械有限公司与上海华兴贸易有限公司买卖合同纠纷一审民事判决书\n上海市浦东新区人民法院 （2024）沪0115民初998号 2024-09-30\n【裁判理由】本院认为……\n甲与乙执行裁定书\n宁波海事法院\t(2023)浙72执5号\t2023-01-09';
    const { entries } = parsePage(paste);
    expect(entries.map(({ fields }) => [fields.court, fields.caseNumber, fields.publishedOn])).toEqual([
      ['上海市浦东新区人民法院', '（2024）沪0115民初998号', '2024-09-30'],
      ['宁波海事法院', '(2023)浙72执5号', '2023-01-09'],
    ]);
    expect(entries[0]?.fields.name).toContain('买卖合同纠纷一审民事判决书');
  });

  it('tells nothing found from a captcha, from an empty paste and from text without entries', () => {
    expect(parsePage('失信被执行人 查询结果：没有找到相关记录')).toMatchObject({ outcome: 'nothing-found', entries: [] });
    const code = (paste: string, kind?: 'judgment-debtor') => {
      try {
        parsePage(paste, kind);
        return 'read';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code('被执行人 请输入验证码')).toBe('capture.captcha');
    expect(code(' \n ')).toBe('capture.empty');
    expect(code('hello world')).toBe('capture.unknown_page');
    expect(code('hello world', 'judgment-debtor')).toBe('capture.nothing_read');
    expect(code('x'.repeat(2_000_001))).toBe('capture.too_long');
  });
});
