import { badForm, fails, holds, type Rule } from './verdict.ts';

/** What we use of the `stdnum` package (MIT), which carries the national check digit rules of 92 countries. */
type Outside = { readonly localName: string; validate(value: string): { isValid: true; compact: string } | { isValid: false; error: Error } };

/** A rule whose arithmetic stands in `stdnum`; its error classes become our reasons. */
export function fromStdnum(rule: Outside | undefined, country: string): Rule {
  return (value) => {
    if (!rule) return badForm(value, { zh: '已知的国家规则', en: 'a country whose rule is known' });
    const result = rule.validate(value);
    if (result.isValid) return holds(result.compact, { country });
    switch (result.error.name) {
      case 'InvalidChecksum':
        return fails(value, {
          zh: `校验位不符(${rule.localName});请核对是否录错`,
          en: `wrong check digit (${rule.localName}); look for a typing error`,
        });
      case 'InvalidLength':
        return fails(value, {
          zh: `位数不符(${rule.localName}):实为 ${value.length} 位`,
          en: `wrong length (${rule.localName}): got ${value.length} characters`,
        });
      default:
        return fails(value, { zh: `格式或组成不符(${rule.localName})`, en: `wrong form or component (${rule.localName})` });
    }
  };
}
