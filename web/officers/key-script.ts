// The only script of the platform, for the only thing that needs one: a browser gives a security key to scripts alone.

/** Shows the forms that carry a question for a key, asks the key when they are sent, and sends its answer in a field. */
export const KEY_SCRIPT = `"use strict";
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) => {
    let all = "";
    for (const each of new Uint8Array(buffer)) all += String.fromCharCode(each);
    return btoa(all).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
  };
  const listed = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));
  const ask = async (asked, makes) => {
    const options = { ...asked, challenge: bytes(asked.challenge) };
    if (!makes) {
      options.allowCredentials = listed(asked.allowCredentials);
      return navigator.credentials.get({ publicKey: options });
    }
    options.user = { ...asked.user, id: bytes(asked.user.id) };
    options.excludeCredentials = listed(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey: options });
  };
  const answerOf = (key, makes) => {
    const names = makes ? ["clientDataJSON", "attestationObject"] : ["clientDataJSON", "authenticatorData", "signature", "userHandle"];
    const response = {};
    for (const name of names) if (key.response[name]) response[name] = text(key.response[name]);
    return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response });
  };
  for (const each of document.querySelectorAll("[data-scriptless]")) each.hidden = true;
  for (const form of document.querySelectorAll("form[data-key]")) {
    form.hidden = false;
    const makes = form.dataset.makes === "on";
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const trouble = form.querySelector("[data-trouble]");
      trouble.hidden = true;
      try {
        const key = await ask(JSON.parse(form.dataset.key), makes);
        form.elements.answer.value = answerOf(key, makes);
        form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
  }
})();
`;
