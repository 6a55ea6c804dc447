// The official Notify client against our endpoint: sends, reads, lists, previews, and is refused in the words it knows.

import { NotifyClient } from "notifications-node-client";
import { expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { TEST_TENANT, testServices } from "../../../test/support/services.ts";
import { messagesPart } from "./messages.part.ts";
import { addMessage } from "./outbox.store.ts";

test.skipIf(!haveDatabase())("the official Notify client sends and reads an SMS and a mail", async () => {
  const [service, secret] = ["11111111-2222-4333-8444-555555555555", "66666666-7777-4888-9999-000000000000"];
  const world = await testServices([messagesPart()], { notifyKey: `luodi-${service}-${secret}` });
  world.clock.now = Date.now;
  const url = await world.app.listen({ host: "127.0.0.1", port: 0 });
  const template = "6f1c6c5e-0e0b-4d4e-9a55-3f5d2d1a0001";
  const client = new NotifyClient(url, `luodi-${service}-${secret}`);
  const sent = await client.sendSms(template, "13900000003", {
    personalisation: { words: "明天停水" },
    reference: "r1",
  });
  expect(sent.data).toMatchObject({ reference: "r1", content: { body: "明天停水" } });
  const read = await client.getNotificationById(sent.data.id);
  expect(read.data).toMatchObject({
    type: "sms",
    body: "明天停水",
    status: "sending",
    phone_number: "13900000003",
  });
  const mail = await client.sendEmail(template, "a@example.cn", {
    personalisation: { words: "明天停水", subject: "通知" },
  });
  expect((await client.getNotificationById(mail.data.id)).data).toMatchObject({
    type: "email",
    subject: "通知",
  });
  const stranger = new NotifyClient(url, `luodi-${service}-${secret.replace("6", "7")}`);
  await expect(stranger.getNotificationById(sent.data.id)).rejects.toMatchObject({
    response: { status: 403 },
  });
  await expect(client.sendSms(template, "13900000003", {})).rejects.toMatchObject({
    response: {
      status: 400,
      data: { errors: [{ error: "BadRequestError", message: "Missing personalisation: words" }] },
    },
  });
});

test.skipIf(!haveDatabase())(
  "the Notify client lists, filters, pages and previews; our own news stay ours",
  async () => {
    const [service, secret] = [
      "11111111-2222-4333-8444-555555555555",
      "66666666-7777-4888-9999-000000000000",
    ];
    const world = await testServices([messagesPart()], { notifyKey: `luodi-${service}-${secret}` });
    world.clock.now = Date.now;
    const url = await world.app.listen({ host: "127.0.0.1", port: 0 });
    const template = "6f1c6c5e-0e0b-4d4e-9a55-3f5d2d1a0001";
    const client = new NotifyClient(url, `luodi-${service}-${secret}`);
    const own = { once: "own", channel: "sms", recipient: "13900000009", words: "/r/secret" } as const;
    const ours = await world.requests.within((query) => addMessage(query, TEST_TENANT, own, Date.now()));
    const ids: string[] = [];
    for (const reference of ["a", "b", "a"])
      ids.push(
        (await client.sendSms(template, "13900000003", { personalisation: { words: "停水" }, reference }))
          .data.id,
      );
    const mail = await client.sendEmail(template, "a@example.cn", {
      personalisation: { words: ["一", "二"], subject: "通知" },
    });
    const listed = async (...args: (string | undefined)[]) =>
      (await client.getNotifications(...args)).data.notifications.map((each) => each.id).sort();
    expect(await listed()).toEqual([...ids, mail.data.id].sort());
    expect(await listed("email")).toEqual([mail.data.id]);
    expect(await listed("sms", "sending", "a")).toEqual([ids[0], ids[2]].sort());
    expect(await listed("letter")).toEqual([]);
    expect(await listed(undefined, "failed")).toEqual([]);
    const all = (await client.getNotifications()).data.notifications;
    const newest = all[0]!;
    const older = all.slice(1);
    expect(await listed(undefined, undefined, undefined, newest.id)).toEqual(
      older.map((each) => each.id).sort(),
    );
    expect(newest.template).toMatchObject({ id: template, name: "words" });
    const failsWith = (status: number, error: string, message: RegExp) => ({
      response: {
        status,
        data: { status_code: status, errors: [{ error, message: expect.stringMatching(message) }] },
      },
    });
    await expect(client.getNotificationById(ours)).rejects.toMatchObject(
      failsWith(404, "NoResultFound", /./),
    );
    await expect(client.getNotificationById("x")).rejects.toMatchObject(
      failsWith(400, "ValidationError", /UUID/),
    );
    await expect(client.getNotifications("fax")).rejects.toMatchObject(
      failsWith(400, "ValidationError", /sms, email/),
    );
    await expect(client.getNotifications("", "odd")).rejects.toMatchObject(
      failsWith(400, "ValidationError", /delivered/),
    );
    await expect(client.sendSms(ids[0]!, "13900000003", {})).rejects.toMatchObject(
      failsWith(400, "BadRequestError", /Template not found/),
    );
    await expect(client.sendEmail(template, "nobody", {})).rejects.toMatchObject(
      failsWith(400, "ValidationError", /email/),
    );
    const { templates } = (await client.getAllTemplates("sms")).data;
    expect(templates).toMatchObject([
      { type: "sms", name: "words" },
      { type: "sms", name: "news" },
    ]);
    expect((await client.getTemplateByIdAndVersion(template, 1)).data).toMatchObject({
      id: template,
      version: 1,
    });
    expect(
      (await client.previewTemplateById(template, { words: "停水", subject: "通知" })).data,
    ).toMatchObject({ body: "停水", subject: "通知" });
    await expect(client.previewTemplateById(template, {})).rejects.toMatchObject(
      failsWith(400, "BadRequestError", /words/),
    );
    // A token of yesterday, and none.
    world.clock.now = () => Date.now() + 86_400_000;
    await expect(client.getNotifications()).rejects.toMatchObject(failsWith(403, "AuthError", /clock/));
    const bare = await world.app.inject({ url: "/v2/notifications", headers: { host: "localhost" } });
    expect([bare.statusCode, bare.json().errors[0].error]).toEqual([401, "AuthError"]);
  },
);
