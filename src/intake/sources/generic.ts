// Any sender that can post JSON or a form: the fields Muster understands under the names people give them.
import { readLabelPriority, readPriority } from "../../domain/priority.ts";
import {
  createSignal,
  type Reading,
  type Signal,
  type SignalDraft,
  type SignalKind,
  type SignalState,
} from "../../domain/signal.ts";
import { readTime } from "../../domain/time-text.ts";
import { readingNotes, unreadable } from "../../words/en/intake.ts";
import { readForm, readJson, readText, startOf } from "../body.ts";
import { type Fields, isFields, pick, toList, toTexts } from "../fields.ts";
import { labelsKey, shorten } from "../key.ts";
import type { Source } from "../source.ts";
import { linksOf } from "./alertmanager.ts";

export const generic: Source = {
  name: "generic",
  methods: ["GET", "POST"],
  deliveryId: ({ headers }) => headers["idempotency-key"],
  read(delivery) {
    const body = readText(delivery);
    if (!body.ok) return body;
    const written = body.value.trim();
    if (written === "") {
      return delivery.query === ""
        ? { ok: false, reason: unreadable.empty("generic") }
        : readGenericJson(readForm(delivery.query));
    }
    if (/^[{["]/.test(written)) {
      const json = readJson(delivery);
      return json.ok ? readGenericJson(json.value) : json;
    }
    if (/^[\w.%+-]+=/.test(written)) return readGenericJson(readForm(written));
    return { ok: false, reason: unreadable.genericText() };
  },
};

/** One alert, a list of them, or a list under `alerts`. */
export function readGenericJson(json: unknown): Reading {
  const wrapped = isFields(json) && Array.isArray(json["alerts"]) ? json["alerts"] : json;
  const notes: string[] = [];
  const signals: Signal[] = [];
  for (const one of toList(wrapped)) {
    const draft = isFields(one) ? draftOf(one, notes) : undefined;
    if (!draft) return { ok: false, reason: unreadable.generic() };
    signals.push(createSignal(draft));
  }
  if (signals.length === 0) return { ok: false, reason: unreadable.generic() };
  const note = [...new Set(notes)].slice(0, 3).join(" ");
  return { ok: true, signals, ...(note !== "" && { note }) };
}

function draftOf(one: Fields, notes: string[]): SignalDraft | undefined {
  const labels = { ...toTexts(one["labels"]), ...tagsOf(one["tags"]) };
  const annotations = toTexts(one["annotations"]);
  const title =
    pick(one, "title", "alert_name", "alertname", "name", "subject") ??
    annotations["summary"] ??
    labels["alertname"];
  const summary =
    pick(one, "description", "message", "summary", "text", "body") ?? annotations["description"];
  if (title === undefined && summary === undefined) return undefined;
  const state = stateOf(one, notes);
  return {
    alertKey: keyOf(one, labels, title ?? summary ?? ""),
    state,
    kind: kindOf(one),
    title: title ?? summary?.trim().split("\n", 1)[0],
    summary,
    priority: readPriority(pick(one, "priority", "severity", "level")) ?? readLabelPriority(labels),
    labels: withOwnLabels(one, labels),
    ...timesOf(one, state),
    value: pick(one, "value") ?? annotations["value"],
    baseline: pick(one, "baseline", "threshold") ?? annotations["baseline"],
    links: linksIn(one, annotations),
    groupKey: pick(one, "group_key", "groupKey"),
  };
}

function keyOf(one: Fields, labels: Readonly<Record<string, string>>, title: string): string {
  const key = pick(one, "alert_uid", "dedup_key", "fingerprint", "id", "alert_id", "key");
  return key === undefined ? labelsKey({ ...labels, " title": title }) : shorten(key);
}

const stateWords: Readonly<Record<SignalState, string>> = {
  firing: "firing alerting alert down open opened triggered trigger problem critical error warning",
  recovered: "resolved resolve ok up closed close recovered recovery normal healthy",
  acknowledged: "acknowledged acknowledge acked ack",
  muted: "muted silenced suppressed ignored maintenance",
};

function stateOf(one: Fields, notes: string[]): SignalState {
  const written = pick(one, "state", "status");
  const word = written?.trim().toLowerCase() ?? "firing";
  for (const state of ["firing", "recovered", "acknowledged", "muted"] as const) {
    if (stateWords[state].split(" ").includes(word)) return state;
  }
  // Rather an alert too many than one unheard.
  notes.push(readingNotes.unknownState(startOf(word)));
  return "firing";
}

function kindOf(one: Fields): SignalKind {
  const kind = pick(one, "kind");
  return kind === "notice" || kind === "heartbeat" || kind === "blind" ? kind : "alert";
}

function timesOf(one: Fields, state: SignalState): Pick<SignalDraft, "occurredAt" | "startedAt"> {
  const startedAt = readTime(pick(one, "started_at", "startsAt", "starts_at", "since"));
  const endedAt = readTime(pick(one, "ended_at", "endsAt", "ends_at", "resolved_at"));
  const stated = readTime(
    pick(one, "occurred_at", "timestamp", "time", "datetime", "updated_at", "created_at"),
  );
  return { startedAt, occurredAt: stated ?? (state === "recovered" ? endedAt : startedAt) };
}

/** `service`, `environment` and `team` on top count as labels, so that routes can match them. */
function withOwnLabels(
  one: Fields,
  labels: Readonly<Record<string, string>>,
): Record<string, string> {
  const own: Record<string, string> = {};
  for (const name of ["service", "environment", "team", "host", "severity"]) {
    const value = pick(one, name);
    if (value !== undefined) own[name] = value;
  }
  return { ...own, ...labels };
}

/** An object, or a list of `name:value` and plain words. */
function tagsOf(tags: unknown): Record<string, string> {
  if (!Array.isArray(tags)) return toTexts(tags);
  const pairs = tags
    .filter((tag) => typeof tag === "string")
    .map((tag): [string, string] => {
      const colon = tag.indexOf(":");
      return colon > 0 ? [tag.slice(0, colon).trim(), tag.slice(colon + 1).trim()] : [tag, "true"];
    });
  return Object.fromEntries(pairs);
}

function linksIn(one: Fields, annotations: Readonly<Record<string, string>>): SignalDraft["links"] {
  const listed = toList(one["links"]).map((link) =>
    isFields(link)
      ? { label: pick(link, "label", "text", "title") ?? "details", url: pick(link, "url", "href") }
      : { label: "details", url: typeof link === "string" ? link : undefined },
  );
  return [
    { label: "source", url: pick(one, "link_to_upstream_details", "url", "link", "source_url") },
    { label: "runbook", url: pick(one, "runbook_url") },
    { label: "dashboard", url: pick(one, "dashboard_url") },
    { label: "image", url: pick(one, "image_url") },
    ...listed,
    ...linksOf(annotations),
  ];
}
