// Whom a person hides from: the same two boxes wherever it is asked, with what is to be known beside them.

import type { Words } from "../../core/domain/facts.ts";
import { Tick } from "../parts/form.tsx";
import { Both, En } from "../parts/words.tsx";
import type { Fields } from "./filing-words.ts";

export function HideFrom({ fields, note }: { readonly fields: Fields; readonly note: Words }) {
  return (
    <fieldset class="field">
      <legend>
        不让谁知道您是谁 <En>Who must not learn who you are</En>
      </legend>
      <p class="hint">
        <Both words={note} />
      </p>
      <Tick
        name="hideAccused"
        words={{ zh: "被反映的人", en: "Whoever it is about" }}
        checked={fields.hideAccused === "on"}
      />
      <Tick
        name="hideBody"
        words={{ zh: "办理的单位", en: "The body that handles it" }}
        checked={fields.hideBody === "on"}
      />
    </fieldset>
  );
}
