// Sign-in by OpenID Connect: code flow with PKCE, state and nonce; nothing is asked of the provider but whose sign-in it confirms.

import * as client from "openid-client";
import type { Words } from "../../../core/domain/facts.ts";
import { Refusal } from "../../kit/http.ts";
import type { ProviderSetting } from "../../kit/settings.ts";

/** What is kept in the browser while the person is with the provider. */
export interface Started {
  readonly url: string;
  /** For a cookie that lives some minutes: state, nonce and verifier. */
  readonly memory: string;
}

export interface Subject {
  readonly issuer: string;
  readonly sub: string;
}

export class OpenIdConnect {
  readonly #provider: ProviderSetting;
  readonly #back: string;
  readonly #instead: Words;
  #configuration: Promise<client.Configuration> | undefined;

  /** `back`: our own address that the provider leads back to. `instead`: how to do without, where it does not answer. */
  constructor(provider: ProviderSetting, back: string, instead: Words) {
    this.#provider = provider;
    this.#back = back;
    this.#instead = instead;
  }

  async start(): Promise<Started> {
    const configuration = await this.#discovered();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#back,
      scope: "openid",
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    return { url: url.href, memory: [state, nonce, verifier].join(".") };
  }

  /** Whose sign-in the provider confirms; undefined where anything does not fit. */
  async finish(query: string, memory: string): Promise<Subject | undefined> {
    const [state, nonce, verifier] = memory.split(".");
    if (state === undefined || nonce === undefined || verifier === undefined) return undefined;
    const configuration = await this.#discovered();
    try {
      const tokens = await client.authorizationCodeGrant(configuration, new URL(`${this.#back}?${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      return claims === undefined ? undefined : { issuer: claims.iss, sub: claims.sub };
    } catch (error) {
      if (isUnreachable(error)) throw this.#unavailable();
      if (error instanceof client.ClientError || isAnswer(error)) return undefined;
      throw error;
    }
  }

  /** Where the provider's own sign-in is ended, which ending ours does not do; undefined where it does not say or does not answer. */
  async farewell(): Promise<string | undefined> {
    const configuration = await this.#discovered().catch(() => undefined);
    if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
    return client.buildEndSessionUrl(configuration, {}).href;
  }

  /** Asked once; where the provider did not answer it is asked anew the next time. */
  #discovered(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#provider;
    const plain = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/]/.test(`${issuer}/`);
    this.#configuration ??= client
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: 10,
        // Without TLS only to a provider on this machine.
        ...(plain ? { execute: [client.allowInsecureRequests] } : {}),
      })
      .catch(() => {
        this.#configuration = undefined;
        throw this.#unavailable();
      });
    return this.#configuration;
  }

  #unavailable(): Refusal {
    const { zh, en } = this.#instead;
    return new Refusal(
      503,
      "sign-in/provider",
      `统一身份认证没有应答。请过一会儿再试，或${zh}。`,
      `The identity provider does not answer; try again later, or ${en}.`,
    );
  }
}

/** The provider was asked and did not answer in time, or at all. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof client.ClientError) return error.code === "OAUTH_TIMEOUT";
  return error instanceof TypeError && error.message === "fetch failed";
}

/** The provider said no: refused by the person, a code that was used before, a wrong client. */
function isAnswer(error: unknown): boolean {
  return error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError;
}
