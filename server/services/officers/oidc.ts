// Sign-in by OpenID Connect: code flow with PKCE, state and nonce; the subject leads to an officer who was entered before.

import * as client from "openid-client";
import { Refusal } from "../../kit/http.ts";
import type { Settings } from "../../kit/settings.ts";

type Provider = NonNullable<Settings["oidc"]>;

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
  readonly #provider: Provider;
  readonly #back: string;
  #configuration: Promise<client.Configuration> | undefined;

  constructor(provider: Provider, back: string) {
    this.#provider = provider;
    this.#back = back;
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
      if (error instanceof client.ClientError || isAnswer(error)) return undefined;
      throw error;
    }
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
        throw new Refusal(
          503,
          "sign-in/provider",
          "统一身份认证没有应答。请过一会儿再试，或先用本机账号登录。",
          "The identity provider does not answer; try again later, or sign in by a local account.",
        );
      });
    return this.#configuration;
  }
}

/** The provider said no: refused by the person, a code that was used before, a wrong client. */
function isAnswer(error: unknown): boolean {
  return error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError;
}
