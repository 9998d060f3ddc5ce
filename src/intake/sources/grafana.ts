// Grafana: unified alerting (9 and later, the form of Alertmanager), legacy alerting before it, and bodies of a user's own.
import { z } from "zod";
import { readLabelPriority } from "../../domain/priority.ts";
import {
  createSignal,
  type Reading,
  type SignalDraft,
  type SignalState,
} from "../../domain/signal.ts";
import { readingNotes, unreadable } from "../../words/en/intake.ts";
import { readJson } from "../body.ts";
import { text, texts, toText } from "../fields.ts";
import { shorten } from "../key.ts";
import { hexSignature, type Source } from "../source.ts";
import {
  type AlertGroup,
  draftOf,
  type GroupedAlert,
  readAlertGroup,
  readGroup,
} from "./alertmanager.ts";
import { readGenericJson } from "./generic.ts";

export const grafana: Source = {
  name: "grafana",
  methods: ["POST"],
  signature: hexSignature("x-grafana-alerting-signature"),
  read(delivery) {
    const json = readJson(delivery);
    if (!json.ok) return json;
    const group = readGroup(json.value);
    if (group) return readAlertGroup(group, (alert) => unifiedDrafts(alert, group));
    const legacy = legacyBody.safeParse(json.value).data;
    if (legacy) return readLegacy(legacy);
    // Since Grafana 12 the user may replace the body by a template.
    const own = readGenericJson(json.value);
    return own.ok ? own : { ok: false, reason: unreadable.grafana(own.reason) };
  },
};

/** Reasons for which Grafana resolves an alert whose condition may well go on. */
const falseRecovery = /MissingSeries|Paused|RuleDeleted/;

function unifiedDrafts(alert: GroupedAlert, group: AlertGroup): readonly SignalDraft[] {
  const draft = { ...draftOf(alert, group), links: unifiedLinks(alert, group) };
  const withValue = { ...draft, value: draft.value ?? numbersOf(alert) };
  if (isTest(alert, group)) return [{ ...withValue, kind: "notice" }];
  if (/^Datasource(Error|NoData)$/.test(alert.labels["alertname"] ?? "")) {
    const title = alert.labels["rulename"] ?? draft.title;
    return [{ ...withValue, kind: "blind", title, priority: "P3" }];
  }
  const reason = alert.annotations["grafana_state_reason"] ?? "";
  if (draft.state === "recovered" && falseRecovery.test(reason)) {
    // The series vanished: that says nothing of the alert, but the monitoring no longer sees it.
    const alertKey = shorten(`${draft.alertKey}:blind`);
    return [{ ...withValue, alertKey, kind: "blind", state: "firing", priority: "P3" }];
  }
  return [withValue];
}

function unifiedLinks(alert: GroupedAlert, group: AlertGroup): SignalDraft["links"] {
  const own = draftOf(alert, group).links ?? [];
  const absolute = (name: string) => absoluteUrl(toText(alert[name]), group.externalURL);
  return [
    // Grafana's own form for a silence stands in silenceURL.
    ...own.filter(({ label }) => label !== "silence" && label !== "source"),
    { label: "dashboard", url: absolute("dashboardURL") },
    { label: "panel", url: absolute("panelURL") },
    { label: "source", url: absoluteUrl(alert.generatorURL, group.externalURL) },
    { label: "silence", url: absolute("silenceURL") },
    { label: "image", url: absolute("imageURL") },
  ];
}

function absoluteUrl(url: string | undefined, base: string | undefined): string | undefined {
  return url === undefined ? undefined : (URL.parse(url, base) ?? undefined)?.href;
}

/** The numbers of the rule's expressions: `A=2473545728, B=0`. */
function numbersOf(alert: GroupedAlert): string | undefined {
  const numbers = Object.entries(texts.parse(alert["values"]));
  return numbers.map(([name, value]) => `${name}=${value}`).join(", ") || undefined;
}

/** What the "Test" button of a contact point sends. */
function isTest(alert: GroupedAlert, group: AlertGroup): boolean {
  const { alertname, instance } = alert.labels;
  return alertname === "TestAlert" && instance === "Grafana" && group.alerts.length === 1;
}

const legacyBody = z.looseObject({
  ruleId: text.pipe(z.string()),
  state: text.pipe(z.string()),
  orgId: text,
  ruleName: text,
  ruleUrl: text,
  imageUrl: text,
  title: text,
  message: text,
  tags: texts,
  evalMatches: z
    .array(z.looseObject({ value: text, metric: text, tags: texts }))
    .nullish()
    .catch([]),
});

const legacyStates: Readonly<Record<string, SignalState>> = {
  alerting: "firing",
  no_data: "firing",
  ok: "recovered",
};

/** The body carries no time at all: the order of arrival is all there is. */
function readLegacy(legacy: z.infer<typeof legacyBody>): Reading {
  const word = legacy.state.toLowerCase();
  const state = Object.hasOwn(legacyStates, word) ? legacyStates[word] : undefined;
  if (state === undefined) {
    return { ok: true, signals: [], note: readingNotes.noAlert(`state ${legacy.state}`) };
  }
  const first = legacy.evalMatches?.[0];
  const labels = {
    ...first?.tags,
    ...legacy.tags,
    alertname: legacy.ruleName ?? legacy.ruleId,
  };
  const signal = createSignal({
    alertKey: shorten(`rule:${legacy.orgId ?? ""}:${legacy.ruleId}`),
    state,
    kind: word === "no_data" ? "blind" : "alert",
    title: legacy.ruleName ?? legacy.title,
    summary: legacy.message,
    priority: readLabelPriority(legacy.tags) ?? "P3",
    labels,
    value: first?.value && (first.metric ? `${first.metric}=${first.value}` : first.value),
    links: [
      { label: "source", url: legacy.ruleUrl },
      { label: "image", url: legacy.imageUrl },
    ],
  });
  return { ok: true, signals: [signal] };
}
