// The lines by which each text format opens a message, names the chat and states the day.

export interface Head {
  readonly time: string;
  readonly sender: string;
  readonly system?: true;
}

export interface TextFormat {
  readonly id: string;
  readonly platform: string;
  /** What tells it from the others, in the first lines. */
  readonly tells: RegExp;
  readonly title?: RegExp;
  /** A line that states the day of the messages after it. */
  readonly day?: RegExp;
  head(line: string): Head | undefined;
  /** A full time from what the head says, the day line, and the day of the check-up where the export leaves out the year. */
  dated(time: string, day: string, on: string): string;
  /** The sender's own words among the lines. */
  own(body: readonly string[]): readonly string[];
}

const QQ = /^(\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}:\d{2})( [AP]M)? (.{1,80}?)(?:\((\d{1,15})\)|<([^<>]{1,80})>)?$/;
const LEGACY = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) (\S.{0,80})$/;
const CHATLOG = /^(.{1,80})\(([^()]{1,60})\) ((?:\d{4}-)?\d{2}-\d{2} \d{2}:\d{2}:\d{2})$/;
const SHARED = /^(\S.{0,60}) {2}(\d{2}:\d{2})$/;
const QCE_TIME = /^时间: (\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})$/;

export const FORMATS: readonly TextFormat[] = [
  {
    ...{
      id: "qq-native",
      platform: "qq",
      tells: /^消息记录（此消息记录为文本格式/m,
      title: /^消息对象[:：](.+)$/,
    },
    head(line) {
      const found = QQ.exec(line);
      if (found === null) return undefined;
      const name = found[3]!.replace(/^【[^】]{1,10}】/, "");
      return {
        time: halfDay(found[1]!, found[2]),
        sender: found[4] ?? found[5] ?? name,
        ...(name === "系统消息" ? { system: true } : {}),
      };
    },
    dated: (time) => time,
    own: (body) => body,
  },
  {
    ...{
      id: "qce-text",
      platform: "qq",
      tells: /QQChatExporter|QQ聊天记录导出文件/,
      title: /^聊天名称: (.+)$/,
    },
    head: qceHead(),
    dated: (time) => time,
    own: (body) =>
      body
        .filter((line) => !/^(?:\[[^[\]]{1,10}\] )?.{1,40}:$/.test(line))
        .map((line) => line.replace(/^内容: ?/, "")),
  },
  {
    ...{
      id: "wechat-share",
      platform: "wechat",
      tells: /的聊天记录如下[，,:：]/,
      title: /^微信群[“"](.{1,60})[”"]的聊天记录如下/,
    },
    day: /^—{3,} {2}(\d{4}-\d{2}-\d{2}) {2}—{3,}$/,
    head(line) {
      const found = SHARED.exec(line);
      return found === null ? undefined : { time: found[2]!, sender: found[1]! };
    },
    dated: (time, day) => `${day} ${time}`,
    own: (body) => body,
  },
  {
    ...{
      id: "chatlog-text",
      platform: "wechat",
      tells: /^.{1,80}\([^()\n]{1,60}\) (?:\d{4}-)?\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/m,
    },
    head(line) {
      const found = CHATLOG.exec(line);
      return found === null ? undefined : { time: found[3]!, sender: found[2]! };
    },
    dated: (time, _day, on) => withYear(time, on),
    own: (body) => body,
  },
  {
    ...{
      id: "wechatmsg-text",
      platform: "wechat",
      tells: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} \S.{0,80}$/m,
    },
    head(line) {
      const found = LEGACY.exec(line);
      return found === null ? undefined : { time: found[1]!, sender: found[2]! };
    },
    dated: (time) => time,
    own: (body) => body.filter((line) => !line.startsWith("引用:") && !line.startsWith("[链接]:")),
  },
];

export function formatOf(head: string): TextFormat | undefined {
  return FORMATS.find((format) => format.tells.test(head));
}

/** The sender stands on the line above the time. */
function qceHead(): TextFormat["head"] {
  let above = "";
  return (line) => {
    const found = QCE_TIME.exec(line);
    if (found === null) {
      above = line;
      return undefined;
    }
    return { time: found[1]!, sender: above.replace(/^\[[^[\]]{1,10}\] /, "").replace(/:$/, "") };
  };
}

/** `2025-01-03 3:00:00 PM` → 15 hours. */
function halfDay(time: string, half: string | undefined): string {
  if (half === undefined) return time;
  const [day, clock] = time.split(" ") as [string, string];
  const [hour, ...rest] = clock.split(":") as [string, ...string[]];
  const shifted = (Number(hour) % 12) + (half.trim() === "PM" ? 12 : 0);
  return `${day} ${shifted}:${rest.join(":")}`;
}

/** The exporter leaves out the year of its own day, so it is the last year in which the date is not after the check-up. */
function withYear(time: string, on: string): string {
  if (/^\d{4}-/.test(time)) return time;
  const year = Number(on.slice(0, 4));
  return `${`${year}-${time}` <= `${on} 24` ? year : year - 1}-${time}`;
}
