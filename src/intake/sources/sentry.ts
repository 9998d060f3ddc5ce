// Sentry: metric alerts, issue alerts and issues of an internal integration, and the older WebHooks plugin.
import type { Priority } from "../../domain/priority.ts";
import { readLabelPriority } from "../../domain/priority.ts";
import { createSignal, type Reading, type SignalState } from "../../domain/signal.ts";
import { readTime } from "../../domain/time-text.ts";
import { readingNotes, unreadable } from "../../words/en/intake.ts";
import { readJson } from "../body.ts";
import { type Fields, isFields, pick, toList, toText, toTexts } from "../fields.ts";
import { shorten } from "../key.ts";
import { hexSignature, type RawDelivery, type Source } from "../source.ts";

export const sentry: Source = {
  name: "sentry",
  methods: ["POST"],
  signature: hexSignature("sentry-hook-signature"),
  deliveryId: ({ headers }) => headers["request-id"],
  // What the failing request of a buyer carried.
  secretFields: [
    ...["request", "cookies", "env", "vars"],
    ...["user", "userid", "useremail", "email", "ip", "ipaddress", "clientip", "userip"],
  ],
  read(delivery) {
    const json = readJson(delivery);
    if (!json.ok) return json;
    const resource = delivery.headers["sentry-hook-resource"];
    const found = isFields(json.value) ? readKnown(json.value, delivery) : undefined;
    if (found) return found;
    // Comments, installations and the like arrive on the same address and are no alerts.
    const other =
      resource !== undefined && !/^(metric_alert|event_alert|issue|error)$/.test(resource);
    if (other) return { ok: true, signals: [], note: readingNotes.noAlert(resource) };
    return { ok: false, reason: unreadable.sentry(resource ?? "unknown") };
  },
};

function readKnown(body: Fields, delivery: RawDelivery): Reading | undefined {
  const data = fieldsOf(body["data"]);
  const action = pick(body, "action") ?? "";
  // Sentry states no time of a change of state; its sending time is the nearest, and it keeps the order.
  const sentAt = readTime(delivery.headers["sentry-hook-timestamp"]);
  if (isFields(data["metric_alert"])) return readMetric(action, data, sentAt);
  if (isFields(data["event"])) return readEvent(data["event"], data);
  if (isFields(data["error"])) return readEvent(data["error"], data);
  if (isFields(data["issue"])) return readIssue(action, data["issue"], sentAt);
  if (isFields(body["event"])) return readPlugin(body, body["event"]);
  return undefined;
}

const metricStates: Readonly<Record<string, { state: SignalState; priority: Priority }>> = {
  critical: { state: "firing", priority: "P2" },
  warning: { state: "firing", priority: "P3" },
  resolved: { state: "recovered", priority: "P3" },
};

function readMetric(action: string, data: Fields, sentAt: Date | undefined): Reading {
  // Only the action tells: the triggers may be empty and date_closed null in a resolved body.
  const known = Object.hasOwn(metricStates, action) ? metricStates[action] : undefined;
  if (!known)
    return { ok: true, signals: [], note: readingNotes.noAlert(`metric alert ${action}`) };
  const alert = fieldsOf(data["metric_alert"]);
  const rule = fieldsOf(alert["alert_rule"]);
  const startedAt = readTime(pick(alert, "date_started", "date_detected"));
  const environment = pick(rule, "environment");
  const signal = createSignal({
    alertKey: shorten(`metric:${pick(alert, "id") ?? pick(rule, "id") ?? pick(alert, "title")}`),
    state: known.state,
    title: pick(data, "description_title") ?? pick(rule, "name") ?? pick(alert, "title"),
    summary: pick(data, "description_text"),
    priority: known.priority,
    labels: {
      rule: pick(rule, "name") ?? "",
      project: toList(alert["projects"]).map(toText).filter(Boolean).join(","),
      ...(environment && { environment }),
    },
    startedAt,
    occurredAt: sentAt,
    links: [{ label: "source", url: pick(data, "web_url") }],
  });
  return { ok: true, signals: [signal] };
}

function readEvent(event: Fields, data: Fields): Reading {
  const issue =
    pick(event, "issue_id") ?? issueIn(pick(event, "issue_url"), pick(event, "web_url"));
  if (issue === undefined)
    return { ok: false, reason: unreadable.sentry("event without an issue") };
  const rule = pick(data, "triggered_rule");
  return firedEvent(event, {
    issue,
    labels: { ...(rule && { rule }), project: pick(event, "project") ?? "" },
    level: pick(event, "level"),
    url: pick(event, "web_url"),
  });
}

/** The older plugin signs nothing and names the issue on top. */
function readPlugin(body: Fields, event: Fields): Reading {
  const issue = pick(body, "id") ?? issueIn(pick(body, "url"));
  if (issue === undefined)
    return { ok: false, reason: unreadable.sentry("event without an issue") };
  return firedEvent(event, {
    issue,
    labels: { project: pick(body, "project_slug", "project") ?? "" },
    level: pick(body, "level"),
    url: pick(body, "url"),
  });
}

type EventContext = {
  issue: string;
  labels: Record<string, string>;
  level: string | undefined;
  url: string | undefined;
};

function firedEvent(event: Fields, context: EventContext): Reading {
  const tags = tagsOf(event);
  const level = context.level ?? pick(event, "level");
  const signal = createSignal({
    alertKey: shorten(`issue:${context.issue}`),
    state: "firing",
    title: pick(event, "title") ?? exceptionOf(event),
    summary: summaryOf(event),
    priority: readLabelPriority(tags) ?? priorityOf(level),
    labels: { ...tags, ...context.labels, ...(level && { level }) },
    occurredAt: readTime(pick(event, "datetime", "timestamp", "received")),
    links: [{ label: "issue", url: context.url }],
  });
  return { ok: true, signals: [signal] };
}

const issueStates: Readonly<Record<string, SignalState>> = {
  created: "firing",
  unresolved: "firing",
  resolved: "recovered",
  ignored: "muted",
  archived: "muted",
};

function readIssue(action: string, issue: Fields, sentAt: Date | undefined): Reading {
  const state = Object.hasOwn(issueStates, action) ? issueStates[action] : undefined;
  const id = pick(issue, "id");
  if (id === undefined) return { ok: false, reason: unreadable.sentry("issue without an id") };
  if (!state) return { ok: true, signals: [], note: readingNotes.noAlert(`issue ${action}`) };
  const level = pick(issue, "level");
  const project = fieldsOf(issue["project"]);
  const signal = createSignal({
    alertKey: shorten(`issue:${id}`),
    state,
    title: pick(issue, "title"),
    summary: summaryOf(issue),
    priority: priorityOf(level),
    labels: {
      project: pick(project, "slug", "name") ?? "",
      issue: pick(issue, "shortId", "id") ?? "",
      ...(level && { level }),
    },
    startedAt: readTime(pick(issue, "firstSeen")),
    occurredAt: sentAt,
    links: [{ label: "issue", url: pick(issue, "permalink", "web_url") }],
  });
  return { ok: true, signals: [signal] };
}

/** Sentry's default level is "error" for everything, so an error alone is P3. */
function priorityOf(level: string | undefined): Priority {
  if (level === "fatal") return "P2";
  return level === "error" || level === undefined ? "P3" : "P4";
}

/** Type and value where the title does not say them, where it happened, and the innermost frame of the application's own code. */
function summaryOf(of: Fields): string {
  const title = pick(of, "title");
  const lines = [exceptionOf(of), pick(of, "culprit"), frameOf(of)];
  return lines.filter((line) => line && line !== title).join("\n");
}

function exceptionOf(of: Fields): string | undefined {
  const metadata = fieldsOf(of["metadata"]);
  const exception = fieldsOf(toList(fieldsOf(of["exception"])["values"]).at(-1));
  const type = pick(exception, "type") ?? pick(metadata, "type");
  const value = pick(exception, "value") ?? pick(metadata, "value");
  const named = [type, value].filter(Boolean).join(": ");
  return named || pick(fieldsOf(of["logentry"]), "formatted") || pick(of, "message");
}

function frameOf(event: Fields): string | undefined {
  const exception = fieldsOf(toList(fieldsOf(event["exception"])["values"]).at(-1));
  const frames = toList(fieldsOf(exception["stacktrace"])["frames"]).filter(isFields);
  const frame = frames.findLast((one) => one["in_app"] === true);
  if (!frame) return undefined;
  const place = [pick(frame, "filename", "abs_path"), pick(frame, "lineno")]
    .filter(Boolean)
    .join(":");
  return [pick(frame, "function"), place].filter(Boolean).join(" ");
}

/** Tags without those that identify a buyer. */
function tagsOf(event: Fields): Record<string, string> {
  const listed = toList(event["tags"]).filter(
    (tag) => Array.isArray(tag) && typeof tag[0] === "string",
  );
  const tags =
    listed.length > 0
      ? toTexts(Object.fromEntries(listed as [string, unknown][]))
      : toTexts(event["tags"]);
  return Object.fromEntries(
    Object.entries(tags).filter(([name]) => !/^(user|ip|email)\b|_ip$/i.test(name)),
  );
}

function issueIn(...urls: readonly (string | undefined)[]): string | undefined {
  for (const url of urls) {
    const id = /\/issues\/(\d+)/.exec(url ?? "")?.[1];
    if (id !== undefined) return id;
  }
  return undefined;
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}
