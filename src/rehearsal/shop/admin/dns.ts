// The records of the shop's zone.
//   GET|PUT  /v1/dns/:zone/records/:name   {zone, name, type, value, previous_value, ttl, revision, resolvers_agree}
//   GET      /v1/dns/:zone/records         PUT takes {value, ttl?}: an absolute set
import { z } from "zod";
import { ok, refusal } from "../answer.ts";
import { no } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import type { Entry } from "../shop-state.ts";
import { readBody } from "./read-body.ts";
import type { Resource } from "./resource.ts";
import { checkoutHost, type DnsRecord, hostOf, isMismatched, rightAddress } from "./site.ts";

const shapes = {
  A: z.ipv4(),
  CNAME: z.hostname(),
} as const;

export const dns: Resource = {
  read: (core, [zone = "", noun, name, ...rest]) => {
    if (noun !== "records" || rest.length > 0) return undefined;
    const records = Object.values(core.state().site.records).filter((each) => each.zone === zone);
    if (records.length === 0) return refusal(404, `no zone "${zone}"`);
    if (name === undefined) return ok({ records: records.map((each) => draw(each, core.now())) });
    const record = findRecord(core, zone, name);
    return record ? ok(draw(record, core.now())) : refusal(404, noRecord(zone, name));
  },
  change: (core, [zone = "", noun, name = "", ...rest], call) => {
    if (call.method !== "PUT" || noun !== "records" || rest.length > 0) return undefined;
    const record = findRecord(core, zone, name);
    if (!record) return no(refusal(404, noRecord(zone, name)));
    const ttlShape = z.number().int().min(30).max(86_400).optional();
    const read = readBody(call, z.object({ value: shapes[record.type], ttl: ttlShape }));
    if (!read.ok) return no(read.answer);
    const { value, ttl = record.ttl } = read.body;
    if (value === record.value && ttl === record.ttl) return no(ok(draw(record, core.now())));
    const entries = changeRecord(record, { value, ttl }, core.now());
    const answer = ok(draw(entries[0].record, core.now()));
    return { answer, entries, event: `${hostOf(record)} points to ${value}` };
  },
};

type RecordEntry = Extract<Entry, { kind: "record" }>;

/** Pointing the checkout at its right address again is the end of that trouble. */
export function changeRecord(
  record: DnsRecord,
  wish: { readonly value: string; readonly ttl?: number },
  now: Date,
): readonly [RecordEntry, ...Entry[]] {
  const next: DnsRecord = {
    ...record,
    ...wish,
    previous: wish.value === record.value ? record.previous : record.value,
    revision: record.revision + 1,
    changedAt: now.getTime(),
  };
  const host = hostOf(record);
  const entry: RecordEntry = { kind: "record", host, record: next };
  if (host !== checkoutHost || wish.value !== rightAddress) return [entry];
  return [entry, { kind: "trouble", trouble: "dns", isBroken: false }];
}

function findRecord(core: ShopCore, zone: string, name: string): DnsRecord | undefined {
  return core.state().site.records[hostOf({ zone, name })];
}

function draw(record: DnsRecord, now: Date) {
  const { zone, name, type, value, previous, ttl, revision } = record;
  const resolvers_agree = !isMismatched(record, now);
  return { zone, name, type, value, previous_value: previous, ttl, revision, resolvers_agree };
}

function noRecord(zone: string, name: string): string {
  return `no record "${name}" in the zone "${zone}"; see /v1/dns/${zone}/records`;
}
