// Tests which addresses a local model may have; what is refused is refused before any connection.

import { describe, expect, test } from "vitest";
import { placeOf } from "./address.ts";

describe("addresses of this machine", () => {
  test.each([
    ["http://127.0.0.1:11434/v1", "127.0.0.1", 11434, "/v1"],
    ["http://127.8.9.10/v1/", "127.8.9.10", 80, "/v1"],
    ["http://[::1]:8080", "::1", 8080, ""],
    // Other spellings of a loopback address are read as the address they mean.
    ["http://127.1:81/v1", "127.0.0.1", 81, "/v1"],
    ["http://2130706433/v1", "127.0.0.1", 80, "/v1"],
  ])("%s", async (text, address, port, base) => {
    expect(await placeOf(text)).toMatchObject({ addresses: [address], port, base });
  });

  test("localhost, where every address is a loopback; it is looked up once", async () => {
    let asked = 0;
    const both = async () => {
      asked += 1;
      return [{ address: "::1" }, { address: "127.0.0.1" }];
    };
    expect((await placeOf("http://localhost:1/v1", both)).addresses).toEqual(["::1", "127.0.0.1"]);
    expect(asked).toBe(1);
  });
});

describe("refused", () => {
  test.each([
    ["http://10.0.0.1/v1", "不在本机"],
    ["http://example.com/v1", "不在本机"],
    ["http://127.0.0.1.example.com/v1", "不在本机"],
    ["http://localhost.example.com/v1", "不在本机"],
    ["http://0.0.0.0:11434/v1", "不在本机"],
    ["http://[::]:11434/v1", "不在本机"],
    ["http://[::ffff:10.0.0.1]/v1", "不在本机"],
    ["http://[::ffff:127.0.0.1]/v1", "不在本机"],
    ["http://167772161/v1", "不在本机"],
    ["http://127.0.0.1@10.0.0.1/", "用户名和密码"],
    ["http://me:secret@127.0.0.1/v1", "用户名和密码"],
    ["http://10.0.0.1\\@127.0.0.1/v1", "不在本机"],
    ["https://127.0.0.1/v1", "只支持 http"],
    ["ftp://127.0.0.1/v1", "http://"],
    ["127.0.0.1:11434/v1", "不是网址"],
    ["http://127.0.0.1/v1?to=http://10.0.0.1", "不要有 ?"],
    ["http://127.0.0.1/v1#x", "不要有 ?"],
    ["", "不是网址"],
  ])("%s", async (text, words) => {
    const never = async () => {
      throw new Error("looked up");
    };
    await expect(placeOf(text, never)).rejects.toThrow(words);
  });

  test("the secret of an address is not shown", async () => {
    const told = await placeOf("http://me:secret@127.0.0.1/v1").catch((error: Error) => error.message);
    expect(told).not.toContain("secret");
  });

  test.each([[["127.0.0.1", "10.0.0.1"]], [["192.168.1.2"]], [[]]])("localhost at %j", async (addresses) => {
    const lookUp = async () => addresses.map((address) => ({ address }));
    await expect(placeOf("http://localhost/v1", lookUp)).rejects.toThrow("不在本机");
  });

  test("localhost that cannot be looked up", async () => {
    await expect(placeOf("http://localhost/v1", () => Promise.reject(new Error("no")))).rejects.toThrow(
      "不在本机",
    );
  });
});
