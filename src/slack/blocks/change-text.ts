// A change out there in words: its name on one line, and literally what it carries.

import { type Json, readPointer } from "../../domain/runbook/language/json.ts";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { Change, Dispatch, HttpRequest } from "../../domain/runbook/state/change.ts";
import { words } from "../../words/words.ts";
import { code, esc, plain } from "../mrkdwn.ts";

/** mrkdwn on one line; a commit is short, as people quote it. */
export function changeName(change: Change): string {
  const { change: say } = words;
  switch (change.kind) {
    case "http":
      return say.http(change.method, code(targetOf(change), 200), esc(change.connection, 60));
    case "flag": {
      const to = esc(say.setting(change.set), 60);
      const place = say.flagPlace(esc(change.project, 60), esc(change.connection, 60));
      return `${say.flag(code(change.flag, 80), to, esc(change.env, 60))} (${place})`;
    }
    case "redeploy": {
      const what = say.redeploy(
        code(shortSha(change.sha)),
        esc(change.environment, 60),
        esc(change.repo, 100),
      );
      return `${what} ${say.replaces(code(shortSha(change.replaces)))}`;
    }
    case "dispatch":
      return say.dispatch(code(change.workflow, 80), esc(change.repo, 100), code(change.ref, 80));
    case "freeze":
      return say.freeze(esc(change.title, 150), change.repositories.length);
    case "lift-freeze":
      return say.liftFreeze(esc(change.title, 150), change.repositories.length);
  }
}

/** The name, and the content where it is short. */
export function changeBrief(change: Change): string {
  const body = briefBody(change);
  return body === undefined ? changeName(change) : `${changeName(change)} ${body}`;
}

/** The same for plain text, such as the question before a click. */
export function changePlain(change: Change, limit = 200): string {
  return unmarked(changeBrief(change), limit);
}

function unmarked(text: string, limit: number): string {
  return plain(unescapeText(text.replaceAll(/[`*]/g, "")), limit);
}

const shortSha = (sha: string): string => (/^[0-9a-f]{9,}$/i.test(sha) ? sha.slice(0, 7) : sha);

/** Path and query as they go over the wire. */
export function targetOf({ path, query }: HttpRequest): string {
  if (query.length === 0) return path;
  const search = new URLSearchParams();
  for (const [name, value] of query) search.append(name, value);
  return `${path}?${search.toString()}`;
}

/** What the request carries beside its name, as it is sent; undefined where that is nothing. */
export function changeBody(change: Change): string | undefined {
  switch (change.kind) {
    case "http":
      return httpBody(change);
    case "dispatch":
      return dispatchBody(change);
    case "freeze":
      return words.change.freezeLines(change).join("\n");
    case "flag":
    case "redeploy":
    case "lift-freeze":
      return undefined;
  }
}

const BRIEF = 100;

/** The content on the same line as the name, where it is short enough to be read there. */
function briefBody(change: Change): string | undefined {
  const text =
    change.kind === "http"
      ? change.body === undefined
        ? undefined
        : JSON.stringify(change.body)
      : changeBody(change)?.replaceAll("\n", ", ");
  return text === undefined || text.length > BRIEF ? undefined : code(text, BRIEF + 2);
}

/** Name and content together, in full: what an approver answers for. */
export function changeLiteral(change: Change): string {
  const body = changeBody(change);
  const name = unmarked(changeName(change), 1_000);
  return body === undefined ? name : `${name}\n${body}`;
}

function httpBody({ headers, body }: HttpRequest): string | undefined {
  const lines = [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [prettyJson(body)]),
  ];
  return lines.length === 0 ? undefined : lines.join("\n");
}

function dispatchBody({ inputs }: Dispatch): string | undefined {
  const lines = Object.entries(inputs).map(([name, value]) => `${name}: ${value}`);
  return lines.length === 0 ? undefined : lines.join("\n");
}

const ONE_LINE = 72;

function prettyJson(body: Json): string {
  const short = JSON.stringify(body);
  return short.length <= ONE_LINE ? short : JSON.stringify(body, null, 2);
}

/** A value that was read or will be: a text as it is, a flag's variation by its name, anything else as JSON. */
export function valueText(value: Json): string {
  const hold = words.change.hold(value);
  if (hold !== undefined) return esc(hold, 200);
  const text = variationName(value) ?? value;
  return code(typeof text === "string" ? shortSha(text) : JSON.stringify(text), 120);
}

function variationName(value: Json): string | undefined {
  const name = readPointer(value, "/variation");
  const isSetting = typeof name === "string" && Object.keys(value as object).length === 1;
  return isSetting ? name : undefined;
}
