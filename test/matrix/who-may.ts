// Who may open what, for people to read: one line a route. A route that is not listed fails the test until somebody thought about it.

import type { RoleName } from "./two-counties.ts";

export type Who = "all" | "link" | "key" | "citizen" | RoleName;

export interface Line {
  readonly who: readonly Who[];
  /** Whoever is let in finds nothing there in the test's counties: no draw was made. */
  readonly empty: boolean;
}

/**
 * all: anybody. link: whoever holds the secret link in the address. key: a program with its own key or password, so none of the roles.
 * citizen: whoever signed in to an own list of requests, so none of the roles either. A finding and the appeal
 * against it are for the body that the finding is about, in the test's counties the officer's. Else the roles; somebody who is not signed in gets 401, every other role 403.
 */
const TABLE = `
GET /                                      all
GET /style.css                             all
GET /size/:size                            all
GET /icon.svg                              all
GET /healthz                               all

GET /file                                  all
GET /file/:link                            link
GET /file/:link/:step                      link
POST /file/:link/:step                     link
POST /file/:link/send                      link
POST /file/:link/join                      link
GET /file/:link/photos                     link
POST /file/:link/photos                    link
GET /file/:link/photos/:id                 link
POST /file/:link/photos/:id/drop           link
GET /r/:link                               link
GET /r/:link/card                          link
GET /r/:link/paper                         link
GET /r/:link/photos/:id                    link
GET /r/:link/photos/:id/small              link
POST /r/:link/photos/:id/forget-place      link
GET /r/:link/receipts/:place               link
GET /r/:link/receipts/:place/file          link
GET /r/:link/verdict                       link
POST /r/:link/verdict                      link
GET /r/:link/go-on                         link
POST /r/:link/go-on                        link
GET /r/:link/add                           link
POST /r/:link/add                          link
GET /r/:link/asks                          link
POST /r/:link/asks                         link
GET /r/:link/call                          link
POST /r/:link/call                         link
GET /r/:link/choices                       link
POST /r/:link/choices                      link
GET /r/:link/complain                      link
POST /r/:link/complain                     link
GET /r/:link/deletion                      link
POST /r/:link/deletion                     link
POST /r/:link/promises/:number             link
GET /r/:link/opened                        link
GET /r/:link/renew                         link
POST /r/:link/renew                        link (nothing)
POST /r/:link/list                         citizen
GET /mine                                  all
GET /mine/sign-in                          all
GET /mine/sign-in/back                     key
POST /mine/sign-out                        all
POST /mine/forget                          citizen
GET /find                                  all
POST /find/link                            all
GET /public                                all
GET /public/:number                        all
GET /ledger                                all
GET /ledger/keys.json                      all
GET /ledger/checkpoint                     all
GET /figures                               all
GET /figures/method                        all
GET /figures/exclusions                    all
GET /figures/:period                       all (nothing)
GET /figures/:period/print                 all (nothing)
GET /figures/:period/data.json             all (nothing)
GET /figures/:period/data.csv              all (nothing)
GET /figures/data.json                     all
GET /figures/draws/:period                 all (nothing)
GET /figures/draws/:period/draw.json       all (nothing)
GET /figures/draws/:period/population.txt  all (nothing)

GET /api/v1/openapi.json                   all
POST /api/v1/requests                      all
GET /api/v1/requests/:number               all
GET /api/v1/links/:link                    link
POST /api/v1/links/:link/verdict           link
POST /api/v1/links/:link/acts              link
GET /open311/v2/:file                      all
GET /open311/v2/services/:file             all
GET /open311/v2/requests/:file             all
GET /open311/v2/tokens/:file               link
GET /open311/v2/verdicts/:file             all
POST /open311/v2/:file                     key
POST /open311/v2/verdicts/:file            key
POST /sms/inbound                          key
POST /voice/turn                           key
POST /v2/notifications/sms                 key
POST /v2/notifications/email               key
GET /v2/notifications                      key
GET /v2/notifications/:id                  key
GET /v2/templates                          key
GET /v2/template/:id/version/:version      key
POST /v2/template/:id/preview              key
GET /v2/template/:id                       key

GET /sign-in                               all
POST /sign-in                              key
POST /sign-in/demonstration                key
POST /sign-in/key                          key
GET /key.js                                all
POST /sign-out                             all
GET /account                               operator dispatcher coordinator officer neutral-caller supervisor operations security audit
POST /account                              operator dispatcher coordinator officer neutral-caller supervisor operations security audit
POST /account/keys                         operator dispatcher coordinator officer neutral-caller supervisor operations security audit
POST /account/keys/drop                    operator dispatcher coordinator officer neutral-caller supervisor operations security audit
GET /desk                                  officer
GET /desk/promises                         officer
GET /desk/cover                            officer
POST /desk/cover                           officer
GET /desk/:number                          officer
POST /desk/:number                         officer
GET /desk/:number/photos/:id/:size         officer
GET /notes                                 officer coordinator
GET /dispatch                              dispatcher coordinator
GET /dispatch/:number                      dispatcher coordinator
POST /dispatch/:number                     dispatcher coordinator
GET /coordinate                            coordinator
GET /coordinate/:number                    coordinator
POST /coordinate/:number                   coordinator
GET /counter                               operator
POST /counter                              operator
POST /counter/find                         operator
GET /counter/relays                        operator
POST /counter/relays                       operator
GET /counter/cards                         operator
POST /counter/cards                        operator
GET /counter/:number                       operator
POST /counter/:number                      operator
GET /calls                                 neutral-caller
GET /calls/:number/:person                 neutral-caller
POST /calls/:number/:person                neutral-caller
GET /ledger/export.jsonl                   audit
GET /outbox                                operations
GET /figures/:period/statement             officer (nothing)
POST /figures/:period/statement            officer (nothing)
GET /supervision                           supervisor
GET /supervision/requests/:number          supervisor
GET /exchange                              dispatcher
POST /exchange                             dispatcher
POST /exchange/out                         dispatcher
POST /exchange/in                          dispatcher
GET /admin                                 operations security audit
GET /admin/bodies                          operations
POST /admin/bodies                         operations
GET /admin/health                          operations
POST /admin/health/retry                   operations
GET /admin/officers                        security
POST /admin/officers                       security
GET /admin/officers/:id                    security
POST /admin/officers/:id/reset             security
POST /admin/officers/:id/disable           security
POST /admin/officers/:id/enable            security
POST /admin/officers/:id/roles             security
GET /admin/seals                           audit
POST /admin/seals                          audit
GET /admin/log                             audit
GET /admin/complaints                      operations audit
GET /admin/requests.luodi-export.jsonl     audit

GET /findings                              officer dispatcher coordinator supervisor
GET /findings/:finding                     officer
POST /findings/:finding/appeal             officer
GET /appeals                               supervisor
GET /appeals/:appeal                       supervisor
POST /appeals/:appeal                      supervisor
GET /checkup/errors                        operator dispatcher coordinator officer neutral-caller supervisor operations security audit
GET /checkup                               supervisor operations security audit
GET /checkup/new                           supervisor operations security audit
POST /checkup/own                          supervisor operations security audit
POST /checkup/report                       supervisor operations security audit
GET /runs                                  supervisor operations security audit
GET /runs/:run                             supervisor operations security audit
GET /runs/:run/inputs                      supervisor operations security audit
GET /runs/:run/clauses/:no                 supervisor operations security audit
GET /runs/:run/findings/:finding           supervisor operations security audit
POST /runs/:run/:action                    supervisor operations security audit
`;

/** By `METHOD path`. */
export const WHO_MAY: ReadonlyMap<string, Line> = new Map(
  TABLE.split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [method, path, ...who] = line.replace("(nothing)", "").trim().split(/\s+/);
      return [`${method} ${path}`, { who: who as Who[], empty: line.includes("(nothing)") }];
    }),
);
