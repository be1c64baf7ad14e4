import { checkRuleFile } from './check-rules.ts';
import type { ConductRuleFile } from './rule.ts';
import ae from './rules/ae.json' with { type: 'json' };
import au from './rules/au.json' with { type: 'json' };
import be from './rules/be.json' with { type: 'json' };
import br from './rules/br.json' with { type: 'json' };
import ca from './rules/ca.json' with { type: 'json' };
import caon from './rules/ca-on.json' with { type: 'json' };
import cn from './rules/cn.json' with { type: 'json' };
import de from './rules/de.json' with { type: 'json' };
import es from './rules/es.json' with { type: 'json' };
import eu from './rules/eu.json' with { type: 'json' };
import fr from './rules/fr.json' with { type: 'json' };
import gb from './rules/gb.json' with { type: 'json' };
import gr from './rules/gr.json' with { type: 'json' };
import hk from './rules/hk.json' with { type: 'json' };
import house from './rules/house.json' with { type: 'json' };
import id from './rules/id.json' with { type: 'json' };
import ie from './rules/ie.json' with { type: 'json' };
import india from './rules/in.json' with { type: 'json' };
import it from './rules/it.json' with { type: 'json' };
import jp from './rules/jp.json' with { type: 'json' };
import kr from './rules/kr.json' with { type: 'json' };
import kz from './rules/kz.json' with { type: 'json' };
import mx from './rules/mx.json' with { type: 'json' };
import nl from './rules/nl.json' with { type: 'json' };
import pl from './rules/pl.json' with { type: 'json' };
import ru from './rules/ru.json' with { type: 'json' };
import sg from './rules/sg.json' with { type: 'json' };
import tr from './rules/tr.json' with { type: 'json' };
import us from './rules/us.json' with { type: 'json' };
import usca from './rules/us-ca.json' with { type: 'json' };
import usdc from './rules/us-dc.json' with { type: 'json' };
import usfl from './rules/us-fl.json' with { type: 'json' };
import usma from './rules/us-ma.json' with { type: 'json' };
import uswa from './rules/us-wa.json' with { type: 'json' };
import vn from './rules/vn.json' with { type: 'json' };
import za from './rules/za.json' with { type: 'json' };

/** Every rule file of conduct, checked on load. `house` holds the product's own caution and binds everywhere. */
export const houseRules: ConductRuleFile = checkRuleFile(house);

export const conductRuleFiles: readonly ConductRuleFile[] = [
  ae,
  au,
  be,
  br,
  ca,
  caon,
  cn,
  de,
  es,
  eu,
  fr,
  gb,
  gr,
  hk,
  id,
  ie,
  india,
  it,
  jp,
  kr,
  kz,
  mx,
  nl,
  pl,
  ru,
  sg,
  tr,
  us,
  usca,
  usdc,
  usfl,
  usma,
  uswa,
  vn,
  za,
].map(checkRuleFile);
