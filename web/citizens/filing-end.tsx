// The last pages of writing a request: photos; a look at the whole, with similar public requests to join; sending.

import type { Words } from "../../core/domain/facts.ts";
import { matterOf } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { Errors, type Problem, Send, Tick } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { AdviceList, LaterNote, StepHead } from "./filing.tsx";
import { type AdviceView, type Fields, INTENTS, WANTS } from "./filing-words.ts";
import { ListTick } from "./mine-parts.tsx";

export interface PhotoView {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Its owner agreed that the place it was taken at is kept. */
  readonly placed: boolean;
}

export interface PhotosView {
  readonly link: string;
  readonly origin: string;
  readonly photos: readonly PhotoView[];
  readonly most: number;
  readonly problems: readonly Problem[];
}

export function photosPage({ link, origin, photos, most, problems }: PhotosView): Page {
  const left = most - photos.length;
  const body = (
    <>
      <StepHead step="photos" link={link} />
      <Errors problems={problems} />
      <p>
        照片只给办理的单位和您看。手机型号、拍照地点等隐藏信息会去掉，不保存原图。
        <En>
          Only you and the handling bodies see photos. Hidden data are removed; the original is not kept.
        </En>
      </p>
      {photos.length === 0 ? null : (
        <ul class="shots">
          {photos.map((photo, index) => (
            <li key={photo.id}>
              <img
                src={`/file/${link}/photos/${photo.id}`}
                alt={`第 ${index + 1} 张 No. ${index + 1}`}
                {...smallSize(photo)}
              />
              {photo.placed ? (
                <p class="small">
                  带着拍照地点 <En>With its place</En>
                </p>
              ) : null}
              <form method="post" action={`/file/${link}/photos/${photo.id}/drop`}>
                <button type="submit">
                  去掉第 {index + 1} 张 <En>Remove</En>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {left <= 0 ? (
        <p>
          已经有 {most} 张，不能再加。<En>No more can be added.</En>
        </p>
      ) : (
        <form method="post" action={`/file/${link}/photos`} enctype="multipart/form-data">
          <div class={problems.length > 0 ? "field wrong" : "field"}>
            <label for="photo">
              选照片，还能加 {left} 张 <En>{`Choose photos; ${left} more`}</En>
            </label>
            <p class="hint" id="photo-hint">
              每张不超过 8 兆，JPEG、PNG 或 WebP。<En>At most 8 MB each; JPEG, PNG or WebP.</En>
            </p>
            <PlaceTick />
            <input
              type="file"
              id="photo"
              name="photo"
              accept="image/jpeg,image/png,image/webp"
              multiple
              aria-describedby="photo-hint"
            />
          </div>
          <p class="row">
            <button class="go" type="submit" name="go" value="on">
              下一步 <En>Go on</En>
            </button>
            <button type="submit">
              先上传，再选几张 <En>Upload and choose more</En>
            </button>
          </p>
        </form>
      )}
      {left > 0 ? null : (
        <p>
          <a class="button go" href={`/file/${link}/you`}>
            下一步 <En>Go on</En>
          </a>
        </p>
      )}
      <LaterNote link={link} origin={origin} />
    </>
  );
  return { title: "照片", body };
}

/** Stands above the pictures: off unless the citizen turns it on, since only then is the place read at all. */
export function PlaceTick() {
  return (
    <>
      <Tick
        name="place"
        words={{ zh: "照片里的拍照地点也给办理的单位看", en: "Show the handling body where it was taken" }}
      />
      <p class="hint">
        勾了，办理的人好找地方；不公开，不给别人，不导出，以后随时可以删掉。不勾就去掉。
        <En>Ticked, they find the spot; never public or exported, deleted when you say so. Else removed.</En>
      </p>
    </>
  );
}

/** The small picture's size, so that the page does not jump when it comes. */
export function smallSize({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, 240 / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

export interface SimilarView {
  readonly number: string;
  readonly text: string;
  readonly place: string;
  readonly filedAt: number;
  readonly people: number;
  readonly solved: number;
}

export interface CheckView {
  readonly link: string;
  readonly fields: Fields;
  readonly asks: readonly string[];
  readonly photos: number;
  readonly problems: readonly (Problem & { readonly step: string })[];
  readonly advice: readonly AdviceView[];
  readonly similar: readonly SimilarView[];
  /** Somebody is signed in: what is sent goes into the own list. */
  readonly lists: boolean;
}

export function checkPage({ link, fields, asks, photos, problems, advice, similar, lists }: CheckView): Page {
  const body = (
    <>
      <StepHead step="check" link={link} />
      {problems.length === 0 ? null : (
        <section class="errors" role="alert" aria-labelledby="errors">
          <h2 id="errors">
            还差一点 <En>Not yet complete</En>
          </h2>
          <ul class="list">
            {problems.map((each) => (
              <li key={each.field}>
                <a href={`/file/${link}/${each.step}?from=check#${each.field}`}>
                  <Both words={each} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <AdviceList advice={advice} />
      <Similar {...{ link, similar, lists, ready: problems.length === 0 }} />
      <h2>
        您要提交的 <En>What you will send</En>
      </h2>
      <dl>
        <Row link={link} step="words" name={{ zh: "事情", en: "The matter" }}>
          {`${INTENTS.find((each) => each.value === fields.intent)?.zh ?? ""}\n${fields.text ?? ""}`}
        </Row>
        <Row link={link} step="asks" name={{ zh: "要解决的", en: "To be solved" }}>
          {[
            ...asks.map((ask, index) => `${index + 1}. ${ask}`),
            `类别：${matterOf(fields.matter)?.zh ?? "其他"}`,
          ].join("\n")}
        </Row>
        <Row link={link} step="place" name={{ zh: "地点", en: "Place" }}>
          {fields.place || "没有填"}
        </Row>
        <Row link={link} step="photos" name={{ zh: "照片", en: "Photos" }}>{`${photos} 张`}</Row>
        <Row link={link} step="you" name={{ zh: "怎么告诉您", en: "How to tell you" }}>
          {youWords(fields)}
        </Row>
        <Row link={link} step="public" name={{ zh: "公开", en: "Public" }}>
          {fields.open === "yes" ? "遮住个人信息后公开" : "不公开"}
        </Row>
      </dl>
      <form method="post" action={`/file/${link}/send`}>
        {lists ? <ListTick of="own" /> : null}
        <Send words={{ zh: similar.length > 0 ? "不一样，单独提交" : "提交", en: "Send" }} />
      </form>
      <p class="small">
        点一次就行；网络断了再点一次也只算一件。
        <En>Once is enough; sent again after a lost connection it still counts once.</En>
      </p>
    </>
  );
  return { title: "看一遍，提交", body };
}

function youWords(fields: Fields): string {
  const wants = WANTS.find((each) => each.value === fields.wants)?.zh ?? "";
  const contact = [fields.name, fields.phone, fields.email].filter(Boolean).join("，");
  const hidden = [
    ...(fields.hideAccused === "on" ? ["被反映的人"] : []),
    ...(fields.hideBody === "on" ? ["办理的单位"] : []),
  ];
  const lines = [wants, contact, hidden.length === 0 ? "" : `不让${hidden.join("、")}知道您是谁`];
  return lines.filter(Boolean).join("\n");
}

function Row({ link, step, name, children }: { link: string; step: string; name: Words; children: string }) {
  return (
    <>
      <dt>
        <strong>{name.zh}</strong> <En>{name.en}</En>
      </dt>
      <dd>
        <div class="said">{children}</div>
        <a href={`/file/${link}/${step}?from=check`} aria-label={`修改：${name.zh} Change`}>
          修改 <En>Change</En>
        </a>
      </dd>
    </>
  );
}

function Similar({
  link,
  similar,
  lists,
  ready,
}: Pick<CheckView, "link" | "similar" | "lists"> & { ready: boolean }) {
  if (similar.length === 0) return null;
  return (
    <section>
      <h2>
        是不是同一件事？ <En>The same matter?</En>
      </h2>
      <p>
        一起反映，您照样有自己的编号、链接和消息，办没办成自己说；人多的事排得更靠前。
        <En>
          Joining gives you an own number, link, news and verdict; a matter of many people ranks higher.
        </En>
      </p>
      {similar.map((each) => (
        <div class="card" key={each.number}>
          <p>
            <strong>{showNumber(each.number)}</strong> <span class="when">{dayWords(each.filedAt)}</span>{" "}
            {each.place}
          </p>
          <p class="said">{each.text}</p>
          <p>
            {each.people} 人反映，{each.solved} 人说解决了{" "}
            <En>{`${each.solved} of ${each.people} say solved`}</En>
          </p>
          {ready ? (
            <form method="post" action={`/file/${link}/join`}>
              <input type="hidden" name="number" value={each.number} />
              {lists ? <ListTick of={each.number} /> : null}
              <button type="submit">
                是同一件，一起反映 <En>The same: join it</En>
              </button>
            </form>
          ) : null}
        </div>
      ))}
    </section>
  );
}
