// Settings of the server, read once from the environment; a wrong one is named with how to mend it.

import { chmodSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { makeFolder } from "./folder.ts";

const ADDRESS = z.url("要写成网址 must be an address such as https://host/path");
const long = (least: number) =>
  z.string().min(least, `至少 ${least} 个字符 must have at least ${least} characters`);

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "要写 0 到 65535 的整数，例如 8643 must be a number from 0 to 65535, such as 8643")
    .transform(Number)
    .refine((port) => port <= 65_535, "最大 65535 must be at most 65535")
    .default(8642),
  HOST: z.string().default("127.0.0.1"),
  LUODI_DATA: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text),
      "要写成 postgres://用户:密码@主机:5432/库名，密码里的 # / ? @ % 等写成 %23 这样 must be postgres://user:password@host:5432/database, with # / ? @ % in the password written like %23",
    )
    .optional(),
  LUODI_DEMO: z.enum(["0", "1"], "要写 0 或 1 must be 0 or 1").default("1"),
  LUODI_WITNESS: z
    .string()
    .regex(
      /^https?:\/\/\S+ \S+\+[0-9a-f]{8}\+\S+$/,
      "要写成「网址 公钥」 must be an address, a space and the witness's key",
    )
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "要以 smtp:// 开头 must begin with smtp://")
    .optional(),
  MAIL_FROM: z.string().default("luodi@localhost"),
  IMAP_URL: z
    .string()
    .regex(/^imaps?:\/\//, "要以 imap:// 开头 must begin with imap://")
    .optional(),
  SMS_URL: ADDRESS.optional(),
  SMS_TOKEN: long(16).optional(),
  NOTIFY_KEY: z
    .string()
    .regex(/^\S+-[0-9a-f-]{36}-[0-9a-f-]{36}$/, "要写成 名称-服务uuid-密钥uuid must be name-service-secret")
    .optional(),
  LUODI_ORIGIN: z
    .string()
    .regex(
      /^https?:\/\/[^/\s]+$/,
      "要像 https://luodi.example.gov.cn，不带路径 must be like https://host, without a path",
    )
    .optional(),
  OPEN311_KEY: long(8).optional(),
  VOICE_TOKEN: long(16).optional(),
  OPEN311_CHARSET: z.enum(["0", "1"], "要写 0 或 1 must be 0 or 1").default("1"),
  OIDC_ISSUER: ADDRESS.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  CITIZEN_OIDC_ISSUER: ADDRESS.optional(),
  CITIZEN_OIDC_CLIENT_ID: z.string().min(1).optional(),
  CITIZEN_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** The scanner of uploads. */
  CLAMAV: z
    .string()
    .regex(/^[a-zA-Z0-9.-]+:\d{1,5}$/, "要写成 主机:端口 must be host:port")
    .optional(),
  S3_URL: z
    .string()
    .regex(/^https?:\/\/[^/\s?#]+\/[^/\s?#]+$/, "要写成 https://主机/桶名 must be https://host/bucket")
    .optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_KEY: z.string().min(1).optional(),
  S3_SECRET: z.string().min(1).optional(),
  LUODI_LOG: z
    .enum(
      ["silent", "error", "info", "debug"],
      "要写 silent、error、info 或 debug must be silent, error, info or debug",
    )
    .default("info"),
});

/** A bucket that speaks the S3 protocol, by path: https://host/bucket. */
export interface S3Setting {
  readonly url: string;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
}

/** A provider of OpenID Connect that knows us as one of its clients. */
export interface ProviderSetting {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly databaseUrl?: string;
  readonly demo: boolean;
  /** Where the outside witness of the ledger listens, and its key (name+id+key); absent: there is none. */
  readonly witness?: { readonly url: string; readonly key: string };
  readonly mail?: { readonly url: string; readonly from: string };
  /** Where mail to the platform is fetched. */
  readonly imap?: string;
  /** The gateway to which SMS are posted; the same token is asked of the gateway when it delivers one to us. */
  readonly sms?: { readonly url: string; readonly token: string };
  /** The key of clients that send through the Notify-compatible endpoint. */
  readonly notifyKey?: string;
  /** The address by which people reach the platform, for links in messages. */
  readonly origin?: string;
  /** The token of the telephone provider that passes digits on and speaks our words. */
  readonly voice?: { readonly token: string };
  /** Open311: the api_key of clients that file; whether content types name a charset (some validators want none). */
  readonly open311?: { readonly key?: string; readonly charset: boolean };
  /** Where officers sign in by OpenID Connect; absent: by local accounts alone. */
  readonly oidc?: ProviderSetting;
  /** Where citizens who like may sign in to see all their requests; absent: nowhere, and no page speaks of it. */
  readonly citizenOidc?: ProviderSetting;
  /** Where uploads are scanned; absent: they are not. */
  readonly clamav?: { readonly host: string; readonly port: number };
  /** Where photos lie; absent: in the data folder. */
  readonly s3?: S3Setting;
  readonly logLevel: "silent" | "error" | "info" | "debug";
}

/** A setting that cannot be used; the message is for the person who starts the server. */
export class SettingError extends Error {}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** @throws SettingError naming the variable, what is wrong and how to mend it. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  // A file of settings has lines such as `SMTP_URL=` for what is not set.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new SettingError(
      `环境变量 ${path.join(".")} 不对：${message}。Setting ${path.join(".")} is wrong.`,
    );
  }
  const {
    SMTP_URL,
    MAIL_FROM,
    IMAP_URL,
    SMS_URL,
    SMS_TOKEN,
    NOTIFY_KEY,
    LUODI_ORIGIN,
    OPEN311_KEY,
    OPEN311_CHARSET,
  } = parsed.data;
  if (SMS_URL !== undefined && SMS_TOKEN === undefined)
    throw new SettingError("有 SMS_URL 就要有 SMS_TOKEN。SMS_URL needs SMS_TOKEN.");
  const { PORT, HOST, LUODI_DATA, DATABASE_URL, LUODI_DEMO, LUODI_LOG, LUODI_WITNESS } = parsed.data;
  if (!LOOPBACK.has(HOST)) refuseOpenHost(HOST, LUODI_ORIGIN, LUODI_DEMO === "1");
  const [oidc, citizenOidc] = [providerOf(parsed.data, ""), providerOf(parsed.data, "CITIZEN_")];
  // Whole, since the database runs in another working folder.
  const dataFolder = resolve(LUODI_DATA ?? defaultFolder());
  try {
    // Ours alone where we made it; as root the database's user is later let through.
    if (makeFolder(dataFolder)) chmodSync(dataFolder, 0o700);
    tryOut(dataFolder);
  } catch (error) {
    throw new SettingError(
      `数据文件夹 ${dataFolder} 不能读写（${(error as Error).message}）。请检查权限和磁盘空间，或换一个：LUODI_DATA=/另一个/文件夹 npm start。The data folder cannot be used; check its permissions and the disk's space, or set LUODI_DATA to another one.`,
    );
  }
  return {
    port: PORT,
    host: HOST,
    dataFolder,
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
    demo: LUODI_DEMO === "1",
    ...(LUODI_WITNESS === undefined ? {} : { witness: witnessOf(LUODI_WITNESS) }),
    ...(SMTP_URL === undefined ? {} : { mail: { url: SMTP_URL, from: MAIL_FROM } }),
    ...(IMAP_URL === undefined ? {} : { imap: IMAP_URL }),
    ...(SMS_URL === undefined ? {} : { sms: { url: SMS_URL, token: SMS_TOKEN! } }),
    ...(NOTIFY_KEY === undefined ? {} : { notifyKey: NOTIFY_KEY }),
    ...(LUODI_ORIGIN === undefined ? {} : { origin: LUODI_ORIGIN }),
    open311: { charset: OPEN311_CHARSET === "1", ...(OPEN311_KEY === undefined ? {} : { key: OPEN311_KEY }) },
    ...(parsed.data.VOICE_TOKEN === undefined ? {} : { voice: { token: parsed.data.VOICE_TOKEN } }),
    ...(oidc === undefined ? {} : { oidc }),
    ...(citizenOidc === undefined ? {} : { citizenOidc }),
    ...(parsed.data.CLAMAV === undefined ? {} : { clamav: hostAndPort(parsed.data.CLAMAV) }),
    ...s3Of(parsed.data),
    logLevel: LUODI_LOG,
  };
}

/** Passwords and sessions must not cross a network in the clear, and nobody but the machine's own user may enter the demonstration. */
function refuseOpenHost(host: string, origin: string | undefined, demo: boolean): void {
  if (origin?.startsWith("https://") !== true)
    throw new SettingError(
      `HOST=${host} 要同时设 LUODI_ORIGIN=https://域名（前面有 HTTPS 代理）；否则只能在本机打开（127.0.0.1）。HOST=${host} needs LUODI_ORIGIN=https://… behind an HTTPS proxy; otherwise the server listens on this machine only.`,
    );
  if (demo)
    throw new SettingError(
      `HOST=${host} 时不能带演示：请设 LUODI_DEMO=0。The demonstration is for one's own machine; set LUODI_DEMO=0.`,
    );
}

/** The officers' provider, or by the prefix the citizens'. */
function providerOf(
  given: z.infer<typeof Environment>,
  prefix: "" | "CITIZEN_",
): ProviderSetting | undefined {
  const [issuer, clientId, clientSecret] = [
    given[`${prefix}OIDC_ISSUER`],
    given[`${prefix}OIDC_CLIENT_ID`],
    given[`${prefix}OIDC_CLIENT_SECRET`],
  ];
  if (issuer === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    const [all, needed] = [
      `${prefix}OIDC_ISSUER`,
      [`${prefix}OIDC_CLIENT_ID`, `${prefix}OIDC_CLIENT_SECRET`],
    ];
    throw new SettingError(`有 ${all} 就要有 ${needed.join(" 和 ")}。${all} needs ${needed.join(" and ")}.`);
  }
  return { issuer, clientId, clientSecret };
}

function hostAndPort(text: string): { host: string; port: number } {
  const [host, port] = text.split(":") as [string, string];
  return { host, port: Number(port) };
}

function s3Of(given: z.infer<typeof Environment>): { s3?: S3Setting } {
  const { S3_URL, S3_REGION, S3_KEY, S3_SECRET } = given;
  if (S3_URL === undefined) return {};
  if (S3_KEY === undefined || S3_SECRET === undefined)
    throw new SettingError("有 S3_URL 就要有 S3_KEY 和 S3_SECRET。S3_URL needs S3_KEY and S3_SECRET.");
  return { s3: { url: S3_URL, region: S3_REGION, key: S3_KEY, secret: S3_SECRET } };
}

function witnessOf(text: string): { url: string; key: string } {
  const [url, key] = text.split(" ") as [string, string];
  return { url, key };
}

/** Some bytes written there and taken away: as root, and on a disk that is full or read-only, rights alone say nothing. */
function tryOut(folder: string): void {
  const path = join(folder, `.trial-${process.pid}`);
  try {
    writeFileSync(path, Buffer.alloc(65_536), { flush: true });
  } finally {
    rmSync(path, { force: true });
  }
  readdirSync(folder);
}

/** As the administrator a folder that the database's own user can reach; else one in the user's home. */
function defaultFolder(): string {
  return process.getuid?.() === 0 ? "/var/lib/luodi" : join(homedir(), ".local", "share", "luodi");
}
