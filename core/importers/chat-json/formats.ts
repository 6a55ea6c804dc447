// Which exporter wrote a JSON file, by the keys in its first bytes.

export type Document = "chatlab" | "chatlog" | "weflow" | "qce" | "pywxdump" | "feishu" | "dingtalk";

export function formatOf(head: string): Document | "chatlab-lines" | "wecom" | undefined {
  const has = (...keys: string[]) => keys.every((key) => head.includes(`"${key}"`));
  if (has("_type") && has("chatlab")) return "chatlab-lines";
  if (has("chatlab", "meta")) return "chatlab";
  if (has("msgid", "tolist", "msgtime")) return "wecom";
  if (has("talkerName", "isChatRoom")) return "chatlog";
  if (has("session", "createTime", "senderUsername")) return "weflow";
  if (has("chatInfo", "metadata")) return "qce";
  if (has("MsgSvrID", "type_name")) return "pywxdump";
  if (has("conversationId", "createAt", "msgtype")) return "dingtalk";
  if (has("message_id", "msg_type", "create_time")) return "feishu";
  return undefined;
}
