// Owns the pages' style sheet: read once, served under an address that changes with it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { FastifyPluginCallback } from "fastify";

const sheet = ["frame.css", "parts.css"]
  .map((name) => readFileSync(new URL(name, import.meta.url), "utf8"))
  .join("\n");
const version = createHash("sha256").update(sheet).digest("hex").slice(0, 12);

export const STYLE_URL = `/assets/${version}.css`;

const YEAR_SECONDS = 365 * 86_400;

/** Open to all: an error page for somebody who may not read the others is styled as well. */
export function styleRoute(): FastifyPluginCallback {
  return (app, _, done) => {
    app.get(STYLE_URL, (_request, reply) =>
      reply
        .header("content-type", "text/css; charset=utf-8")
        .header("cache-control", `public, max-age=${YEAR_SECONDS}, immutable`)
        .header("x-content-type-options", "nosniff")
        .send(sheet),
    );
    done();
  };
}
