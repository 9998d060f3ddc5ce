// UptimeRobot: a query, a form or JSON whose names the user may have chosen; down, up, and the certificate's end.
import { createSignal, type Signal, type SignalDraft } from "../../domain/signal.ts";
import { readTime } from "../../domain/time-text.ts";
import { readingNotes, unreadable } from "../../words/en/intake.ts";
import { type Parsed, readForm, readJson, readText } from "../body.ts";
import { toTexts } from "../fields.ts";
import { decodeEntities } from "../html.ts";
import { shorten } from "../key.ts";
import type { RawDelivery, Source } from "../source.ts";

type Values = Readonly<Record<string, string>>;

export const uptimeRobot: Source = {
  name: "uptimerobot",
  methods: ["GET", "POST"],
  // Echoes our own address with its secret.
  secretFields: ["monitoralertcontacts", "alertcontacts"],
  read(delivery) {
    const values = readValues(delivery);
    if (!values.ok) return values;
    const monitor = values.value["monitorid"] ?? urlOf(values.value) ?? nameOf(values.value);
    if (monitor === undefined) return { ok: false, reason: unreadable.uptimeRobot() };
    const type = typeOf(values.value);
    if (type === undefined) {
      const given = values.value["alerttype"] ?? values.value["alerttypefriendlyname"] ?? "";
      return given === ""
        ? { ok: false, reason: unreadable.uptimeRobotType("") }
        : { ok: true, signals: [], note: readingNotes.noAlert(`alertType ${given}`) };
    }
    return { ok: true, signals: [signalOf(values.value, monitor, type)] };
  },
};

type AlertType = "down" | "up" | "certificate";

function typeOf(values: Values): AlertType | undefined {
  const types: Readonly<Record<string, AlertType>> = {
    "1": "down",
    "2": "up",
    "3": "certificate",
    down: "down",
    up: "up",
  };
  const word = values["alerttype"] ?? values["alerttypefriendlyname"]?.toLowerCase() ?? "";
  return Object.hasOwn(types, word) ? types[word] : undefined;
}

function signalOf(values: Values, monitor: string, type: AlertType): Signal {
  const url = urlOf(values);
  const name = nameOf(values) ?? url ?? monitor;
  const details = values["alertdetails"] ?? values["alerttypefriendlyname"];
  const isCertificate = type === "certificate";
  const id = values["monitorid"];
  return createSignal({
    // A certificate that ends has its own life: the monitor being up does not renew it.
    alertKey: shorten(isCertificate ? `${monitor}:certificate` : monitor),
    state: type === "up" ? "recovered" : "firing",
    kind: isCertificate ? "notice" : "alert",
    title: details === undefined ? name : `${name}: ${details}`,
    summary: details,
    priority: isCertificate ? "P4" : "P2",
    labels: { monitor: name, ...(id && { monitor_id: id }), ...(url && { url }) },
    ...timesOf(values, type),
    links: [{ label: "monitor", url }],
  });
}

/** Only "up" says how long it was down. */
function timesOf(values: Values, type: AlertType): Pick<SignalDraft, "occurredAt" | "startedAt"> {
  const occurredAt = readTime(values["alertdatetime"]);
  const seconds = Number(values["alertduration"] ?? Number.NaN);
  if (type !== "up") return { occurredAt, startedAt: occurredAt };
  if (!occurredAt || !(seconds >= 0)) return { occurredAt };
  return { occurredAt, startedAt: readTime(occurredAt.getTime() - seconds * 1_000) };
}

/** Body over query: a POST carries the query as well, and the body is what the user wrote. */
function readValues(delivery: RawDelivery): Parsed<Values> {
  const query = normalise(readForm(delivery.query));
  const body = readText(delivery);
  if (!body.ok) return body;
  const written = body.value.trim();
  if (written === "") return { ok: true, value: query };
  if (!written.startsWith("{"))
    return { ok: true, value: { ...query, ...normalise(readForm(written)) } };
  const json = readJson(delivery);
  return json.ok ? { ok: true, value: { ...query, ...normalise(toTexts(json.value)) } } : json;
}

/** `monitor_url` and `monitorURL` are one name; values lose their HTML encoding, and variables never filled in. */
function normalise(fields: Values): Values {
  const entries = Object.entries(fields)
    .map(
      ([name, value]) => [name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""), value.trim()] as const,
    )
    .filter(([, value]) => value !== "" && !/^\*\w+\*$/.test(value))
    .map(([name, value]) => [name, decodeEntities(value)]);
  return Object.fromEntries(entries);
}

function nameOf(values: Values): string | undefined {
  return values["monitorfriendlyname"] ?? values["monitorname"];
}

function urlOf(values: Values): string | undefined {
  return values["monitorurl"];
}
