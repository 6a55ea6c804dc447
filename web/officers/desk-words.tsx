// What the citizens of a request said: the filing with its photos, the latest words that came after it, and the reply that did not help.

import { stepWords } from "../citizens/step-words.ts";
import { momentWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { nameIn, type RequestView } from "./request-parts.tsx";

export interface DeskPhoto {
  readonly id: string;
  /** Where it was taken, in degrees of WGS 84; by the citizen's consent alone. */
  readonly place?: { readonly latitude: number; readonly longitude: number };
}

/** Beside the filing the latest words only; the earlier ones stand among the steps. */
const MOST_LATER = 3;

/** What people of the request said after it was filed, and where among the steps; where it came back, the last reply before them. */
function laterWords({ steps, state }: RequestView) {
  const told = steps
    .map((step, place) => ({ step, place }))
    .filter(({ step, place }) => place > 0 && (step.said?.text ?? "").trim() !== "");
  const words = told.filter(
    ({ step }) => step.by.person !== undefined || step.kind === "join" || step.kind === "callback",
  );
  const reply = state.bounces > 0 ? told.findLast(({ step }) => step.kind === "reply") : undefined;
  return [...words.slice(-MOST_LATER), ...(reply === undefined ? [] : [reply])].sort(
    (a, b) => a.place - b.place,
  );
}

/** Which words of which step stand above the steps already; the first asks are told again where they were numbered anew. */
export function wordsAbove(view: RequestView): ReadonlyMap<number, readonly string[]> {
  const anew = view.steps.some((step) => step.kind === "number-asks");
  const filing = anew || view.askWords.length === 0 ? ["text", "place"] : ["text", "place", "asks"];
  return new Map<number, readonly string[]>([
    [0, filing],
    ...laterWords(view).map(({ place }): [number, string[]] => [place, ["text"]]),
  ]);
}

export function CitizenWords({
  view,
  photos,
  likely,
}: {
  readonly view: RequestView;
  readonly photos: readonly DeskPhoto[];
  /** How many that read alike are named at the form that merges. */
  readonly likely: number;
}) {
  const filing = view.steps[0]?.said;
  const text = filing?.text ?? "";
  const nameOf = (id: string | undefined) => nameIn(view.bodies, id);
  return (
    <section aria-labelledby="words-title">
      <h2 id="words-title">
        群众的话 <En>The citizen’s words</En>
      </h2>
      <p class="said">{text === "" ? "（文字已删除或没有文字）" : text}</p>
      {filing?.place === undefined ? null : <p>地点：{filing.place}</p>}
      {laterWords(view).map(({ step, place }) => {
        const { zh, en } = stepWords(step, { nameOf });
        return (
          <div key={place}>
            <p>
              {momentWords(step.at)} {zh}：<En>{en}</En>
            </p>
            <p class="said">{step.said?.text}</p>
          </div>
        );
      })}
      {likely === 0 ? null : (
        <p>
          <a href="#act-merge">
            {`有 ${likely} 件看着像同一件事，可以并过去`} <En>May be the same matter; merge</En>
          </a>
        </p>
      )}
      {photos.length === 0 ? null : (
        <ul class="shots">
          {photos.map((photo, index) => (
            <li key={photo.id}>
              <a href={`/desk/${view.number}/photos/${photo.id}/full`}>
                <img
                  src={`/desk/${view.number}/photos/${photo.id}/small`}
                  alt={`群众提供的第 ${index + 1} 张，点开看大的 No. ${index + 1}`}
                  loading="lazy"
                  width={160}
                />
              </a>
              {photo.place === undefined ? null : (
                <p class="small">
                  {`拍照地点：纬度 ${photo.place.latitude}，经度 ${photo.place.longitude}`}{" "}
                  <En>Where it was taken (WGS 84)</En>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {photos.some((photo) => photo.place !== undefined) ? (
        <p class="hint">
          拍照地点是群众同意给办理单位看的，只用来找地方，不要转给别人。坐标是 WGS
          84，放到国内地图上要先换算。
          <En>
            By the citizen’s consent, to find the spot and for nothing else. Domestic maps need a conversion.
          </En>
        </p>
      ) : null}
    </section>
  );
}
