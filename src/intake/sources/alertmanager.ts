// Prometheus Alertmanager's webhook, version 4: state and recovery belong to each alert, never to the body.
import { z } from "zod";
import { readLabelPriority } from "../../domain/priority.ts";
import {
  createSignal,
  type Reading,
  type Signal,
  type SignalDraft,
  type SignalState,
} from "../../domain/signal.ts";
import { readTime } from "../../domain/time-text.ts";
import { readingNotes, unreadable } from "../../words/en/intake.ts";
import { readJson } from "../body.ts";
import { text, texts } from "../fields.ts";
import { labelsKey, shorten } from "../key.ts";
import type { Source } from "../source.ts";

const alert = z.looseObject({
  status: text,
  labels: texts,
  annotations: texts,
  startsAt: text,
  endsAt: text,
  generatorURL: text,
  fingerprint: text,
});

const body = z.looseObject({
  alerts: z.array(alert),
  status: text,
  externalURL: text,
  groupKey: text,
  truncatedAlerts: text,
});

export type AlertGroup = z.infer<typeof body>;
export type GroupedAlert = z.infer<typeof alert>;

export const alertmanager: Source = {
  name: "alertmanager",
  methods: ["POST"],
  read(delivery) {
    const json = readJson(delivery);
    if (!json.ok) return json;
    const group = body.safeParse(json.value);
    if (!group.success) return { ok: false, reason: unreadable.noAlerts("Alertmanager") };
    return readAlertGroup(group.data, (one) => [draftOf(one, group.data)]);
  },
};

/** The body as an alert group, if it is one: Grafana's unified alerting has the same form. */
export function readGroup(json: unknown): AlertGroup | undefined {
  return body.safeParse(json).data;
}

/** The signals of a group's alerts; those without any state are counted and left out. */
export function readAlertGroup(
  group: AlertGroup,
  draft: (alert: GroupedAlert) => readonly SignalDraft[],
): Reading {
  const signals: Signal[] = [];
  let stateless = 0;
  for (const one of group.alerts) {
    if (stateOf(one, group) === undefined) stateless += 1;
    else signals.push(...draft(one).map(createSignal));
  }
  const omitted = Math.max(0, Math.trunc(Number(group.truncatedAlerts ?? 0))) || 0;
  const notes = [
    ...(omitted > 0 ? [readingNotes.omitted(omitted)] : []),
    ...(stateless > 0 ? [readingNotes.withoutState(stateless)] : []),
  ];
  return {
    ok: true,
    signals,
    ...(omitted > 0 && { omitted }),
    ...(notes.length > 0 && { note: notes.join(" ") }),
  };
}

function stateOf(one: GroupedAlert, group: AlertGroup): SignalState | undefined {
  // Only a test of Grafana 8 leaves the alert's own status out; the body's then speaks for its only alert.
  const status = (one.status ?? group.status)?.toLowerCase();
  if (status === "resolved") return "recovered";
  return status === "firing" ? "firing" : undefined;
}

export function draftOf(one: GroupedAlert, group: AlertGroup): SignalDraft {
  const { labels, annotations } = one;
  const state = stateOf(one, group) ?? "firing";
  const startedAt = readTime(one.startsAt);
  return {
    alertKey: one.fingerprint ? shorten(one.fingerprint) : labelsKey(labels),
    state,
    kind: isHeartbeat(labels) ? "heartbeat" : "alert",
    title: annotations["summary"] ?? annotations["title"] ?? nameOf(labels),
    summary: annotations["description"] ?? annotations["message"],
    priority: readLabelPriority(labels) ?? "P3",
    labels,
    startedAt,
    occurredAt: state === "recovered" ? readTime(one.endsAt) : startedAt,
    value: annotations["value"],
    baseline: annotations["baseline"],
    links: [
      ...linksOf(annotations),
      { label: "source", url: one.generatorURL },
      { label: "silence", url: silenceUrl(labels, group.externalURL) },
    ],
    groupKey: group.groupKey,
  };
}

function nameOf(labels: Readonly<Record<string, string>>): string {
  const { alertname, ...rest } = labels;
  if (alertname !== undefined) return alertname;
  return Object.entries(rest)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

/** The rule that always fires, so that silence shows a broken chain; named so by kube-prometheus and its kin. */
function isHeartbeat(labels: Readonly<Record<string, string>>): boolean {
  return /^(watchdog|dead_?mans_?(switch|snitch))$/i.test(labels["alertname"] ?? "");
}

/** Annotations that hold an address, the well-known ones under their own label. */
export function linksOf(
  annotations: Readonly<Record<string, string>>,
): readonly { label: string; url: string }[] {
  return Object.entries(annotations)
    .filter(([, value]) => /^https?:\/\/\S+$/i.test(value))
    .map(([name, url]) => ({ label: linkLabel(name), url }));
}

function linkLabel(annotation: string): string {
  const word = /^(runbook|dashboard|panel|image)(_?url)?$/i.exec(annotation)?.[1];
  return word?.toLowerCase() ?? annotation;
}

/** Alertmanager's form for a silence, filled in with the alert's labels. */
function silenceUrl(
  labels: Readonly<Record<string, string>>,
  externalUrl: string | undefined,
): string | undefined {
  if (externalUrl === undefined) return undefined;
  const matchers = Object.entries(labels).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  const filter = encodeURIComponent(`{${matchers.join(",")}}`.toWellFormed());
  return `${externalUrl.replace(/\/+$/, "")}/#/silences/new?filter=${filter}`;
}
