// Writes a request out of its templates: what people see in the preview is what is sent.

import type { HttpStep, ReadBackFormat } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import type { Json } from "../language/json.ts";
import { type Rendered, renderJson, renderTemplate } from "../language/template.ts";
import type { HttpRequest, ReadBack } from "../state/change.ts";

type Draft = Pick<HttpStep, "connection" | "path" | "query"> &
  Partial<Pick<HttpStep, "method" | "headers" | "body">>;

export function renderRequest(draft: Draft, bindings: Bindings): Rendered<HttpRequest> {
  const path = renderTemplate(draft.path, "path", bindings);
  if (!path.ok) return inPart("path", path.message);
  const query = renderAll(draft.query, "query", bindings);
  if (!query.ok) return query;
  const headers = renderAll(draft.headers ?? {}, "header", bindings);
  if (!headers.ok) return headers;
  const body: Rendered<Json> | undefined =
    draft.body === undefined ? undefined : renderJson(draft.body, bindings);
  if (body && !body.ok) return inPart("body", body.message);
  const request: HttpRequest = {
    kind: "http",
    connection: draft.connection,
    method: draft.method ?? "GET",
    path: path.value,
    query: query.value,
    headers: Object.fromEntries(headers.value),
    ...(body ? { body: body.value } : {}),
  };
  return { ok: true, value: request };
}

export function renderReadBack(read: ReadBackFormat, bindings: Bindings): Rendered<ReadBack> {
  const request = renderRequest({ ...read, connection: read.http }, bindings);
  if (!request.ok) return request;
  const equals = renderJson(read.equals, bindings);
  if (!equals.ok) return inPart("equals", equals.message);
  return {
    ok: true,
    value: { request: request.value, pointer: read.pointer, equals: equals.value },
  };
}

type Pairs = readonly (readonly [string, string])[];

function renderAll(
  values: Readonly<Record<string, string | number | boolean>>,
  sink: "query" | "header",
  bindings: Bindings,
): Rendered<Pairs> {
  const pairs: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(values)) {
    const rendered = renderTemplate(String(value), sink, bindings);
    if (!rendered.ok) return inPart(`${sink} '${name}'`, rendered.message);
    pairs.push([name, rendered.value]);
  }
  return { ok: true, value: pairs };
}

function inPart(part: string, message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message: `${part}: ${message}` };
}
