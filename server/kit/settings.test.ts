// Settings: what is assumed, what is refused, and in which words.

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings, SettingError } from "./settings.ts";

const top = mkdtempSync(join(tmpdir(), "luodi-settings-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe("settings", () => {
  test("have values that suit a first start", () => {
    const settings = readSettings({ LUODI_DATA: join(top, "a", "b") });
    expect(settings).toEqual({
      ...{ port: 8642, host: "127.0.0.1", demo: true, logLevel: "info" },
      open311: { charset: true },
      dataFolder: join(top, "a", "b"),
    });
    expect(statSync(join(top, "a", "b")).mode & 0o777).toBe(0o700);
  });

  test("take an empty variable for none", () => {
    const none = {
      LUODI_DATA: top,
      PORT: "",
      LUODI_DEMO: "",
      DATABASE_URL: "",
      SMTP_URL: "",
      CITIZEN_OIDC_ISSUER: "",
    };
    expect(readSettings(none)).toEqual(readSettings({ LUODI_DATA: top }));
  });

  test("open another address only under an HTTPS origin and without the demonstration", () => {
    const settings = readSettings({
      ...{ LUODI_DATA: top, HOST: "0.0.0.0", LUODI_DEMO: "0", LUODI_ORIGIN: "https://a.example" },
    });
    expect(settings).toMatchObject({ host: "0.0.0.0", origin: "https://a.example", demo: false });
  });

  test("keep the citizens' provider apart from the officers'", () => {
    const provider = (prefix: string) => ({
      ...{ [`${prefix}OIDC_ISSUER`]: `https://${prefix}id.example`, [`${prefix}OIDC_CLIENT_ID`]: "luodi" },
      [`${prefix}OIDC_CLIENT_SECRET`]: `${prefix}secret`,
    });
    const both = readSettings({ LUODI_DATA: top, ...provider(""), ...provider("CITIZEN_") });
    expect(both.oidc).toEqual({ issuer: "https://id.example", clientId: "luodi", clientSecret: "secret" });
    expect(both.citizenOidc).toMatchObject({ issuer: "https://CITIZEN_id.example" });
    expect(readSettings({ LUODI_DATA: top, ...provider("") })).not.toHaveProperty("citizenOidc");
  });

  test.each([
    [{ PORT: "eighty" }, "PORT 不对：要写 0 到 65535 的整数"],
    [{ PORT: "65536" }, "PORT 不对：最大 65535"],
    [{ LUODI_LOG: "warn" }, "silent、error、info 或 debug"],
    [{ OPEN311_KEY: "short" }, "至少 8 个字符"],
    [{ SMS_URL: "gateway", SMS_TOKEN: "0123456789abcdef" }, "SMS_URL 不对：要写成网址"],
    [{ DATABASE_URL: "localhost/luodi" }, "postgres://用户:密码@主机:5432/库名"],
    [{ DATABASE_URL: "postgres://luodi:a#b@localhost:5432/luodi" }, "%23"],
    [{ LUODI_DEMO: "yes" }, "LUODI_DEMO"],
    [{ HOST: "0.0.0.0" }, "HOST=0.0.0.0"],
    [{ HOST: "::" }, "HOST=::"],
    [{ HOST: "0.0.0.0", LUODI_DEMO: "0" }, "LUODI_ORIGIN=https://"],
    [{ HOST: "0.0.0.0", LUODI_DEMO: "0", LUODI_ORIGIN: "http://a.example" }, "LUODI_ORIGIN=https://"],
    [{ HOST: "0.0.0.0", LUODI_ORIGIN: "https://a.example" }, "LUODI_DEMO=0"],
    [{ OIDC_ISSUER: "https://id.example" }, "有 OIDC_ISSUER 就要有 OIDC_CLIENT_ID"],
    [
      { CITIZEN_OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" },
      "CITIZEN_OIDC_CLIENT_ID",
    ],
    [{ LUODI_DATA: "/etc/passwd/x" }, "LUODI_DATA="],
    [{ LUODI_DATA: "/etc/passwd" }, "LUODI_DATA="],
    // There the recursive call of Node never comes back, and the rights say that root may write.
    [{ LUODI_DATA: "/proc/luodi/data" }, "LUODI_DATA="],
    [{ LUODI_DATA: "/sys" }, "LUODI_DATA="],
  ])("%j is refused by name", (environment, words) => {
    const read = () => readSettings({ LUODI_DATA: top, ...environment });
    expect(read).toThrow(SettingError);
    expect(read).toThrow(words);
  });
});
