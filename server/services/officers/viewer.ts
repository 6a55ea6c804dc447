// The signed-in officer as pages show it: own name, the body's name, the roles, and the token of its forms.

import type { FastifyRequest } from "fastify";
import type { Viewer } from "../../../web/officers/frame.tsx";
import type { Services } from "../service.ts";
import { bodyName } from "./bodies.store.ts";
import { needOfficer } from "./officer.ts";

export async function viewerOf({ requests, tenant }: Services, request: FastifyRequest): Promise<Viewer> {
  const officer = needOfficer(request);
  const body = await requests.within((query) => bodyName(query, tenant, officer.body));
  return {
    name: officer.name,
    body: body ?? officer.body,
    roles: officer.roles,
    ...(request.formToken === undefined ? {} : { formToken: request.formToken }),
  };
}
