// A signal: what one delivery says of one alert, in one shape for all senders, with its text made safe.
import { plainText } from "./plain-text.ts";
import type { Priority } from "./priority.ts";

export type SignalState = "firing" | "recovered" | "acknowledged" | "muted";

/**
 * alert: a condition people respond to. notice: worth keeping, opens nothing (a certificate that ends soon).
 * heartbeat: expected to come again and again; its silence is the alarm. blind: the monitoring itself cannot see.
 */
export type SignalKind = "alert" | "notice" | "heartbeat" | "blind";

/** `label` is one of `linkLabels` (for the reader's language) or the sender's own word for it. */
export type SignalLink = { readonly label: string; readonly url: string };

export const linkLabels = [
  "source",
  "runbook",
  "dashboard",
  "panel",
  "image",
  "silence",
  "monitor",
  "issue",
  "details",
] as const;

export type Signal = {
  /** Stable from firing to recovered, unique within one hook. */
  readonly alertKey: string;
  readonly state: SignalState;
  readonly kind: SignalKind;
  readonly title: string;
  readonly summary: string;
  /** What the sender suggests, its source's default included; a route decides. */
  readonly priority?: Priority;
  readonly labels: Readonly<Record<string, string>>;
  /** The sender's own time of this state: orders deliveries that arrive out of order. */
  readonly occurredAt?: Date;
  /** When the sender says the condition began. */
  readonly startedAt?: Date;
  readonly value?: string;
  readonly baseline?: string;
  readonly links: readonly SignalLink[];
  /** Signals of one sender's group; changes with the sender's configuration, so never an alert key. */
  readonly groupKey?: string;
};

/** What a body says: its signals (none where it is a test or says nothing of an alert), or why it cannot be understood. */
export type Reading =
  | {
      readonly ok: true;
      readonly signals: readonly Signal[];
      /** Alerts that the sender left out of the body: they have not recovered. */
      readonly omitted?: number;
      readonly note?: string;
    }
  | { readonly ok: false; readonly reason: string };

/** Limits of what a signal keeps, in UTF-16 units; Slack's own are looser (header 150, field 2,000). */
export const signalLimits = {
  title: 150,
  summary: 2_900,
  field: 500,
  labelName: 100,
  labels: 64,
  links: 12,
  url: 2_000,
  key: 300,
} as const;

/** A signal as a source found it: any text, any length, absent parts undefined. */
export type SignalDraft = {
  alertKey: string;
  state: SignalState;
  kind?: SignalKind | undefined;
  title: string | undefined;
  summary?: string | undefined;
  priority?: Priority | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
  occurredAt?: Date | undefined;
  startedAt?: Date | undefined;
  value?: string | undefined;
  baseline?: string | undefined;
  links?: readonly { label: string; url: string | undefined }[] | undefined;
  groupKey?: string | undefined;
};

/** Cleans every text of a draft, drops unsafe links, bounds every length. */
export function createSignal(draft: SignalDraft): Signal {
  const { priority, occurredAt, startedAt, value, baseline, groupKey } = draft;
  const alertKey = plainText(draft.alertKey, signalLimits.key, "one line");
  const summary = plainText(draft.summary, signalLimits.summary);
  return {
    alertKey,
    state: draft.state,
    kind: draft.kind ?? "alert",
    title: titleOf(draft.title) || titleOf(summary) || titleOf(alertKey),
    summary,
    labels: cleanLabels(draft.labels ?? {}),
    links: cleanLinks(draft.links ?? []),
    ...(priority && { priority }),
    ...(occurredAt && { occurredAt }),
    ...(startedAt && { startedAt }),
    ...(value && { value: plainText(value, signalLimits.field, "one line") }),
    ...(baseline && { baseline: plainText(baseline, signalLimits.field, "one line") }),
    ...(groupKey && { groupKey: plainText(groupKey, signalLimits.key, "one line") }),
  };
}

function titleOf(text: string | undefined): string {
  return plainText(text, signalLimits.title, "one line");
}

function cleanLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(labels)
    .slice(0, signalLimits.labels)
    .map(([name, value]) => [
      plainText(name, signalLimits.labelName, "one line"),
      plainText(value, signalLimits.field),
    ]);
  return Object.fromEntries(entries.filter(([name, value]) => name !== "" && value !== ""));
}

function cleanLinks(links: readonly { label: string; url: string | undefined }[]): SignalLink[] {
  const seen = new Set<string>();
  const kept: SignalLink[] = [];
  for (const { label, url } of links) {
    const safe = safeUrl(url);
    if (safe === undefined || seen.has(safe) || kept.length === signalLimits.links) continue;
    seen.add(safe);
    kept.push({ label: plainText(label, signalLimits.labelName, "one line"), url: safe });
  }
  return kept;
}

/** The address in its normal form when it is http or https and carries no password; undefined otherwise. */
export function safeUrl(text: string | undefined): string | undefined {
  const url = URL.parse(text?.trim() ?? "");
  if (!url || !/^https?:$/.test(url.protocol) || url.host === "") return undefined;
  url.username = "";
  url.password = "";
  return url.href.length <= signalLimits.url ? url.href : undefined;
}
