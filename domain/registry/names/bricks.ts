import { toLatin } from './transliterate.ts';

/**
 * Parts from which companies build one long word ("Сибирьгазстрой", "Petrochem"), as registers of Russia, Ukraine and Kazakhstan are full of
 * them and Latin registers know them too. Two names that differ in one whole part are two companies, not one misspelt.
 */
const parts = `
авиа авто агро азот аква алко альфа алюмин амур арм арт атом аудит аэро балт банк бетон бизнес био бит бум вагон вектор верф вест вино вод водо возд волга волго восток газ галс
гамма гарант гео гидро глав глобал гор гос град гранд груз групп дальн дельта дерев дизайн диск дом дон дор евро ель жел жил завод запад зем зерно золот импекс импорт инвест инжиниринг
индустри инком интер интех инфо информ кабель казах кама камень капитал карго картон кварц керам кирпич клен ком комбинат коммун комплект комплекс консалт контакт контракт контроль конт корм космо
крас кредит кров кубань лайн леги лен лес лиз лизинг лит лифт логистик лото луч люкс маг магистраль макро март маркет мас мастер маш мега мед мебель медиа мет металл метал микро мин мир мито мол
молоко монтаж мор морс мос мост мото мясо нано недр нерж нефте нефть никель нов норд оборон обув омега оптик опт орг ост пак партнер печат пище план пласт поли полиграф порт пресс прибор
прод проект прогресс пром промо профи пром птице радио развит рос росс рем ремонт реклам ресурс рег регион рит риэлт руд рус рыб сам сантех сбыт связь север сел сельхоз сервис сиб сибирь
сигма систем склад смарт снаб союз софт спец сплав спорт сталь стан стандарт стар старт стекло стрел строй студ судо супер сырь такси текстиль тех техно теле телеком тепло терм терминал тк тоннел топ
торг транс труб трак тур турбо угле уголь универсал урал фарм фин финанс флот форм фото фрут хим хлеб холд холод хоз хлоп цемент центр цвет чай чист шах шин школ шов экип эко эконом эксперт экспо экспорт
экспресс электро элек электрон элит энерг энерго эра этал юг юни юрист ялта янтар`;
const latin = `
aero agri agro air alpha alu aqua argo asia astro atlantic auto baltic bank bau bio blue build cargo cell cement ceram chem chemie china clean coal cloud com copper cosmo credit cyber data delta design digi
digital drive duct eco elec electro electron ener energo energy equi euro exim expo export express fab farm fer fin finance flex food forest gas gaz geo glass global gold graph green grid group hand haus health heat
holz home hydro immo import indo indu info insur inter invest iron kraft land laser lease life light lime line link litho logi logic loan mar mare marine mart mas mat mech media medi med mega metal metall metro
micro milk mill mine mineral mob mobil mono moto motor multi nano nav net neo nickel nord north nova nutri oil omega opti optic pack paper park path petro pharm pharma phone phos phyto pipe plan plant plast plastic plus poly port
power prim print prod prom pro quest rail real recycl resin retail road robo rock sail salt san sea sec seed semi serv service ship sigma silver sky soft solar sol solid south space spec sport star stahl steel stone stor sud sun super
swiss sys tech techno tek tele teleco term tex textil thermo trade trans trac travel tronic tronics tube turbo uni urban vest vision vita ware waste water wave web werk west wind wire wood world yard`;

const known = new Set(
  [...parts.trim().split(/\s+/).map(toLatin), ...latin.trim().split(/\s+/)]
    .filter((part) => part.length >= 3)
    .flatMap((part) => [part, `${part}o`, `${part}e`]),
);

/** True when both words are the same but for one part of our list that the other replaces or leaves out. */
export function differInOnePart(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 6) return false;
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length && tail < b.length && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  for (let from = head; from >= 0; from--)
    for (let until = tail; until >= 0; until--) {
      const [left, right] = [a.slice(from, a.length - until), b.slice(from, b.length - until)];
      if (from + until < 3 || (from > 0 && from < 3) || (until > 0 && until < 3)) continue;
      const [endLeft, endRight] = [a.length - until, b.length - until];
      if (endLeft < from || endRight < from) continue;
      if ((left === '' || known.has(left)) && (right === '' || known.has(right)) && left !== right) return true;
    }
  return false;
}
