// How long the edge serves the catalogue from its cache.
//   GET|PUT  /v1/policies/catalogue   {ttl_seconds, stale_if_error, revision}
import { z } from "zod";
import { ok } from "../answer.ts";
import { no } from "../service.ts";
import { readBody } from "./read-body.ts";
import type { Resource } from "./resource.ts";

const wanted = z.object({
  ttl_seconds: z.number().int().min(0).max(86_400).optional(),
  stale_if_error: z.boolean().optional(),
});

/** An absolute set, as for routes: absent keys stay. */
export const policies: Resource = {
  read: (core, [name, ...rest]) =>
    name === "catalogue" && rest.length === 0 ? ok(core.state().site.catalogue) : undefined,
  change: (core, [name, ...rest], call) => {
    if (call.method !== "PUT" || name !== "catalogue" || rest.length > 0) return undefined;
    const read = readBody(call, wanted);
    if (!read.ok) return no(read.answer);
    const { catalogue } = core.state().site;
    const { ttl_seconds = catalogue.ttl_seconds, stale_if_error = catalogue.stale_if_error } =
      read.body;
    const isSame =
      ttl_seconds === catalogue.ttl_seconds && stale_if_error === catalogue.stale_if_error;
    if (isSame) return no(ok(catalogue));
    const policy = { ttl_seconds, stale_if_error, revision: catalogue.revision + 1 };
    const event = `catalogue cached for ${ttl_seconds} s`;
    return { answer: ok(policy), entries: [{ kind: "policy", policy }], event };
  },
};
