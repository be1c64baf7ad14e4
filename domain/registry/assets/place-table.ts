/**
 * Ports, seats of registers and trading cities that addresses name, one a line: country (ISO 3166-1 alpha-2), latitude, longitude, names in
 * any script. Rounded to a tenth of a degree (about 10 km): enough to point at a city on a map of the world, not to find a door. The first
 * place of a country stands for it where nothing nearer is known. Positions: common geographic knowledge, rounded by hand.
 */
export const placeTable = `
CN 39.9 116.4 Beijing|北京|Peking
CN 31.2 121.5 Shanghai|上海
CN 29.9 121.5 Ningbo|宁波
CN 22.5 114.1 Shenzhen|深圳
CN 23.1 113.3 Guangzhou|广州
CN 36.1 120.4 Qingdao|青岛
CN 39.1 117.2 Tianjin|天津
CN 38.9 121.6 Dalian|大连
CN 24.5 118.1 Xiamen|厦门
CN 31.3 120.6 Suzhou|苏州
CN 30.3 120.2 Hangzhou|杭州
CN 32.1 118.8 Nanjing|南京
CN 30.6 114.3 Wuhan|武汉
CN 30.7 104.1 Chengdu|成都
CN 29.6 106.5 Chongqing|重庆
CN 34.3 108.9 Xi'an|西安
CN 34.7 113.6 Zhengzhou|郑州
CN 22.5 113.4 Zhongshan|中山
CN 23.0 113.7 Dongguan|东莞
CN 30.0 120.6 Shaoxing|绍兴
CN 26.1 119.3 Fuzhou|福州
CN 28.2 113.0 Changsha|长沙
CN 31.8 117.2 Hefei|合肥
CN 36.7 117.0 Jinan|济南
CN 45.8 126.5 Harbin|哈尔滨
CN 41.8 123.4 Shenyang|沈阳
CN 43.8 87.6 Urumqi|乌鲁木齐|Ürümqi
CN 25.0 102.7 Kunming|昆明
CN 20.0 110.3 Haikou|海口
CN 31.9 120.9 Nantong|南通
CN 34.6 119.2 Lianyungang|连云港
CN 22.3 113.6 Zhuhai|珠海
CN 29.3 120.1 Yiwu|义乌
HK 22.3 114.2 Hong Kong|香港|Kowloon
MO 22.2 113.5 Macao|Macau|澳门
TW 25.0 121.5 Taipei|台北|臺北
TW 22.6 120.3 Kaohsiung|高雄
DE 52.5 13.4 Berlin|柏林
DE 53.5 10.0 Hamburg|汉堡
DE 53.1 8.8 Bremen|不来梅
DE 53.5 8.6 Bremerhaven|不来梅港
DE 53.6 8.1 Wilhelmshaven|威廉港
DE 48.1 11.6 München|Munich|慕尼黑
DE 50.9 7.0 Köln|Cologne|科隆
DE 51.2 6.8 Düsseldorf|Duesseldorf|杜塞尔多夫
DE 51.4 6.8 Duisburg|杜伊斯堡
DE 50.1 8.7 Frankfurt|法兰克福
DE 48.8 9.2 Stuttgart|斯图加特
DE 51.1 13.7 Dresden|德累斯顿
DE 51.3 12.4 Leipzig|莱比锡
DE 51.5 7.0 Essen|埃森
DE 52.4 9.7 Hannover|Hanover|汉诺威
DE 49.5 11.1 Nürnberg|Nuremberg|纽伦堡
DE 53.9 10.7 Lübeck|吕贝克
DE 54.1 12.1 Rostock|罗斯托克
DE 53.2 10.4 Lüneburg
DE 48.0 7.8 Freiburg
NL 52.4 4.9 Amsterdam|阿姆斯特丹
NL 51.9 4.5 Rotterdam|鹿特丹
NL 52.1 4.3 Den Haag|The Hague|海牙
BE 50.8 4.4 Brussels|Bruxelles|Brussel|布鲁塞尔
BE 51.2 4.4 Antwerp|Antwerpen|Anvers|安特卫普
BE 51.3 3.2 Zeebrugge
LU 49.6 6.1 Luxembourg|卢森堡
FR 48.9 2.4 Paris|巴黎
FR 43.3 5.4 Marseille|马赛
FR 49.5 0.1 Le Havre|勒阿弗尔
FR 45.8 4.8 Lyon|里昂
FR 47.2 -1.6 Nantes
FR 44.8 -0.6 Bordeaux|波尔多
FR 48.2 6.4 Épinal
GB 51.5 -0.1 London|伦敦
GB 52.0 1.3 Felixstowe|费利克斯托
GB 50.9 -1.4 Southampton|南安普敦
GB 53.4 -3.0 Liverpool|利物浦
GB 53.5 -2.2 Manchester|曼彻斯特
GB 52.5 -1.9 Birmingham|伯明翰
GB 53.8 -1.5 Leeds|利兹
GB 53.7 -0.3 Hull
GB 51.5 -2.6 Bristol
GB 51.5 -3.2 Cardiff|Caerdydd
GB 55.9 -3.2 Edinburgh|爱丁堡
GB 55.9 -4.3 Glasgow|格拉斯哥
GB 54.6 -5.9 Belfast
GB 52.2 0.1 Cambridge
GB 51.1 -1.3 Winchester
IE 53.3 -6.3 Dublin|都柏林
ES 40.4 -3.7 Madrid|马德里
ES 41.4 2.2 Barcelona|巴塞罗那
ES 39.5 -0.4 Valencia|瓦伦西亚
ES 36.1 -5.5 Algeciras
PT 38.7 -9.1 Lisbon|Lisboa|里斯本
IT 41.9 12.5 Rome|Roma|罗马
IT 45.5 9.2 Milan|Milano|米兰
IT 44.4 8.9 Genoa|Genova|热那亚
IT 45.7 13.8 Trieste
CH 46.9 7.4 Bern|伯尔尼
CH 47.4 8.5 Zürich|Zurich|苏黎世
CH 46.2 6.1 Geneva|Genève|日内瓦
AT 48.2 16.4 Vienna|Wien|维也纳
LI 47.1 9.5 Vaduz
PL 52.2 21.0 Warsaw|Warszawa|华沙
PL 54.4 18.6 Gdańsk|Gdansk|格但斯克
PL 51.8 19.5 Łódź
CZ 50.1 14.4 Prague|Praha|布拉格
SK 48.1 17.1 Bratislava
HU 47.5 19.0 Budapest|布达佩斯
RO 44.4 26.1 Bucharest|București
RO 44.2 28.6 Constanța|Constanta
BG 42.7 23.3 Sofia
GR 38.0 23.7 Athens|Athina|雅典
GR 37.9 23.6 Piraeus|Pireas|比雷埃夫斯
HR 45.8 16.0 Zagreb
SI 46.1 14.5 Ljubljana
SI 45.5 13.7 Koper
RS 44.8 20.5 Belgrade|Beograd
DK 55.7 12.6 Copenhagen|København|哥本哈根
SE 59.3 18.1 Stockholm|斯德哥尔摩
SE 57.7 12.0 Gothenburg|Göteborg|哥德堡
NO 59.9 10.8 Oslo|奥斯陆
FI 60.2 24.9 Helsinki|赫尔辛基
EE 59.4 24.8 Tallinn
LV 56.9 24.1 Riga
LT 54.7 25.3 Vilnius
MT 35.9 14.5 Valletta|马耳他
CY 35.2 33.4 Nicosia
CY 34.7 33.0 Limassol
IS 64.1 -21.9 Reykjavík
UA 50.5 30.5 Kyiv|Kiev|基辅
UA 46.5 30.7 Odesa|Odessa
BY 53.9 27.6 Minsk|明斯克
RU 55.8 37.6 Moscow|Москва|莫斯科
RU 59.9 30.3 Saint Petersburg|Санкт-Петербург|圣彼得堡
RU 43.1 131.9 Vladivostok|Владивосток|符拉迪沃斯托克|海参崴
KZ 51.2 71.4 Astana|Астана|阿斯塔纳
KZ 43.2 76.9 Almaty|Алматы|阿拉木图
KZ 44.2 80.4 Khorgos|Хоргос|霍尔果斯
UZ 41.3 69.3 Tashkent|Ташкент|塔什干
KG 42.9 74.6 Bishkek|Бишкек|比什凯克
GE 41.7 44.8 Tbilisi|第比利斯
AZ 40.4 49.9 Baku|巴库
AM 40.2 44.5 Yerevan
MN 47.9 106.9 Ulaanbaatar|乌兰巴托
TR 39.9 32.9 Ankara|安卡拉
TR 41.0 29.0 Istanbul|İstanbul|伊斯坦布尔
TR 36.8 34.6 Mersin
AE 24.5 54.4 Abu Dhabi|阿布扎比
AE 25.2 55.3 Dubai|迪拜
AE 25.0 55.1 Jebel Ali|杰贝阿里
SA 24.7 46.7 Riyadh|利雅得
SA 21.5 39.2 Jeddah|吉达
QA 25.3 51.5 Doha|多哈
KW 29.4 48.0 Kuwait City|科威特
IL 32.1 34.8 Tel Aviv
IR 35.7 51.4 Tehran|德黑兰
IQ 33.3 44.4 Baghdad
EG 30.0 31.2 Cairo|开罗
EG 31.3 32.3 Port Said
ZA -33.9 18.4 Cape Town|开普敦
ZA -26.2 28.0 Johannesburg|约翰内斯堡
ZA -29.9 31.0 Durban|德班
NG 6.5 3.4 Lagos|拉各斯
KE -1.3 36.8 Nairobi|内罗毕
KE -4.0 39.7 Mombasa|蒙巴萨
MA 33.6 -7.6 Casablanca
MA 35.8 -5.8 Tangier
DZ 36.8 3.1 Algiers
ET 9.0 38.7 Addis Ababa|亚的斯亚贝巴
TZ -6.8 39.3 Dar es Salaam
GH 5.6 -0.2 Accra
AO -8.8 13.2 Luanda
MU -20.2 57.5 Port Louis
SG 1.3 103.8 Singapore|新加坡
MY 3.1 101.7 Kuala Lumpur|吉隆坡
MY 3.0 101.4 Port Klang|巴生港
TH 13.8 100.5 Bangkok|曼谷
VN 21.0 105.8 Hanoi|Hà Nội|河内
VN 10.8 106.7 Ho Chi Minh|胡志明
VN 20.9 106.7 Haiphong|Hải Phòng
ID -6.2 106.8 Jakarta|雅加达
PH 14.6 121.0 Manila|马尼拉
KH 11.6 104.9 Phnom Penh|金边
LA 18.0 102.6 Vientiane|万象
MM 16.8 96.2 Yangon|仰光
BD 23.8 90.4 Dhaka|达卡
BD 22.3 91.8 Chittagong
LK 6.9 79.9 Colombo|科伦坡
IN 28.6 77.2 New Delhi|Delhi|新德里
IN 19.1 72.9 Mumbai|孟买
IN 13.1 80.3 Chennai|金奈
PK 33.7 73.0 Islamabad|伊斯兰堡
PK 24.9 67.0 Karachi|卡拉奇
JP 35.7 139.7 Tokyo|東京|东京
JP 35.4 139.6 Yokohama|横浜|横滨
JP 34.7 135.5 Osaka|大阪
JP 34.7 135.2 Kobe|神戸|神户
JP 35.2 136.9 Nagoya|名古屋
KR 37.6 127.0 Seoul|서울|首尔
KR 35.2 129.1 Busan|부산|釜山
KR 37.5 126.7 Incheon|인천|仁川
AU -35.3 149.1 Canberra|堪培拉
AU -33.9 151.2 Sydney|悉尼
AU -37.8 145.0 Melbourne|墨尔本
NZ -41.3 174.8 Wellington
NZ -36.8 174.8 Auckland|奥克兰
US 38.9 -77.0 Washington|华盛顿
US 40.7 -74.0 New York|纽约
US 40.7 -74.1 Newark
US 34.1 -118.2 Los Angeles|洛杉矶
US 33.8 -118.2 Long Beach|长滩
US 37.8 -122.4 San Francisco|旧金山
US 47.6 -122.3 Seattle|西雅图
US 41.9 -87.6 Chicago|芝加哥
US 29.8 -95.4 Houston|休斯敦
US 32.1 -81.1 Savannah
US 25.8 -80.2 Miami|迈阿密
US 42.7 -73.8 Albany
US 39.2 -75.5 Dover, Delaware
US 39.7 -75.5 Wilmington
CA 45.4 -75.7 Ottawa|渥太华
CA 43.7 -79.4 Toronto|多伦多
CA 49.3 -123.1 Vancouver|温哥华
CA 45.5 -73.6 Montréal|Montreal|蒙特利尔
MX 19.4 -99.1 Mexico City|Ciudad de México|墨西哥城
MX 19.1 -104.3 Manzanillo
PA 9.0 -79.5 Panama|Panamá|巴拿马
BR -15.8 -47.9 Brasília|Brasilia|巴西利亚
BR -23.5 -46.6 São Paulo|Sao Paulo|圣保罗
BR -23.9 -46.3 Santos|桑托斯
AR -34.6 -58.4 Buenos Aires|布宜诺斯艾利斯
CL -33.4 -70.7 Santiago|圣地亚哥
CL -33.0 -71.6 Valparaíso
PE -12.0 -77.0 Lima|利马
PE -11.6 -77.3 Chancay|钱凯
CO 4.7 -74.1 Bogotá|Bogota
EC -0.2 -78.5 Quito
EC -2.2 -79.9 Guayaquil
UY -34.9 -56.2 Montevideo
VG 18.4 -64.6 Road Town|Tortola
KY 19.3 -81.4 George Town|Grand Cayman
BM 32.3 -64.8 Hamilton, Bermuda
JE 49.2 -2.1 St Helier|Saint Helier
GG 49.5 -2.5 St Peter Port
IM 54.1 -4.5 Douglas, Isle of Man
GI 36.1 -5.4 Gibraltar
SC -4.6 55.5 Mahé|Mahe
WS -13.8 -171.8 Apia
MH 7.1 171.4 Majuro
LR 6.3 -10.8 Monrovia
`;
