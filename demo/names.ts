// English names of the invented county's bodies, from what each of them is.

const BUREAUS: Readonly<Record<string, string>> = {
  城管局: "City Management Bureau",
  水务局: "Water Bureau",
  住建局: "Housing and Construction Bureau",
  教育局: "Education Bureau",
  卫健局: "Health Bureau",
  医保局: "Medical Insurance Bureau",
  人社局: "Labour and Social Security Bureau",
  民政局: "Civil Affairs Bureau",
  交通局: "Transport Bureau",
  公安局: "Police Bureau",
  自然资源局: "Natural Resources Bureau",
  农业农村局: "Agriculture Bureau",
  市场监管局: "Market Supervision Bureau",
  生态环境局: "Environment Bureau",
  应急局: "Emergency Bureau",
  文旅局: "Culture and Tourism Bureau",
  退役军人局: "Veterans Bureau",
  供电公司: "Electricity Company",
  公交公司: "Bus Company",
  自来水公司: "Waterworks",
  政务中心: "Service Centre",
  林业局: "Forestry Bureau",
};
const PLACES: Readonly<Record<string, string>> = {
  东关街道: "Dongguan Subdistrict",
  西关街道: "Xiguan Subdistrict",
  河口镇: "Hekou Town",
  柳林镇: "Liulin Town",
  石桥镇: "Shiqiao Town",
  白沙镇: "Baisha Town",
  龙泉乡: "Longquan Township",
  马家乡: "Majia Township",
  青山乡: "Qingshan Township",
  大坝镇: "Daba Town",
};

/** A planted case has a station or a window of its own, marked by what was planted. */
const BODY = /^青石县(\p{Script=Han}+?)(?:([\w-]*)第(\d+)站)?$/u;
const WINDOW = /^青石县服务窗口([甲乙])(\d+)$/;

/** @param zh the body's whole Chinese name. @throws RangeError where the county has no such body: a new one needs its name here. */
export function englishOf(zh: string): string {
  const [, row, window] = WINDOW.exec(zh) ?? [];
  if (row !== undefined) return `Qingshi Service Window ${row === "甲" ? "A" : "B"}${window}`;
  const [, kind = "", planted = "", station] = BODY.exec(zh) ?? [];
  const bureau = BUREAUS[kind];
  const name = bureau === undefined ? PLACES[kind] : `Qingshi ${bureau}`;
  if (name === undefined) throw new RangeError(`no English name of ${zh}`);
  return station === undefined ? name : `${name}, Station ${planted === "" ? "" : `${planted} `}${station}`;
}
