// Owns what the shop's operators look after besides code: cache policy, certificates, DNS, restores.

export type CachePolicy = {
  readonly ttl_seconds: number;
  readonly stale_if_error: boolean;
  /** Rises by one with every real change. */
  readonly revision: number;
};

export type Certificate = {
  readonly host: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: number;
  readonly notAfter: number;
};

export type DnsRecord = {
  readonly zone: string;
  readonly name: string;
  readonly type: "A" | "CNAME";
  readonly value: string;
  readonly previous: string | null;
  readonly ttl: number;
  readonly revision: number;
  readonly changedAt: number;
};

export type Restore = {
  readonly id: string;
  readonly backup: string;
  readonly target: "scratch" | "production";
  readonly rows: number;
  readonly startedAt: number;
  /** The copy is dropped again. */
  readonly isRemoved?: boolean;
};

export type Site = {
  readonly catalogue: CachePolicy;
  readonly certificates: Readonly<Record<string, Certificate>>;
  /** By full name. */
  readonly records: Readonly<Record<string, DnsRecord>>;
  readonly restores: readonly Restore[];
};

export const dayMs = 86_400_000;

const shopZone = "shop.example";
export const shopHost = `www.${shopZone}`;
/** The record that a wrong DNS entry hits: customers no longer find the checkout. */
export const checkoutHost = `checkout.${shopZone}`;
export const rightAddress = "203.0.113.20";
export const wrongAddress = "203.0.113.99";

/** Resolvers agree again this long after a record was changed. */
const propagationMs = 10_000;

export function newSite(now: Date): Site {
  const hosts = [shopHost, checkoutHost, `pay.${shopZone}`];
  const certificates = hosts.map((host, index) => newCertificate(host, now, 61 + 9 * index));
  const records = [
    newRecord("www", "A", "203.0.113.10", now),
    newRecord("checkout", "A", rightAddress, now),
    newRecord("pay", "CNAME", `checkout.${shopZone}`, now),
  ];
  return {
    catalogue: { ttl_seconds: 60, stale_if_error: false, revision: 1 },
    certificates: Object.fromEntries(certificates.map((each) => [each.host, each])),
    records: Object.fromEntries(records.map((each) => [hostOf(each), each])),
    restores: [],
  };
}

export function newCertificate(host: string, now: Date, days: number): Certificate {
  const notAfter = now.getTime() + days * dayMs;
  const serial = `${notAfter.toString(16)}${Buffer.from(host).toString("hex").slice(0, 8)}`;
  return { host, issuer: "Example Trust CA 3", serial, notBefore: notAfter - 90 * dayMs, notAfter };
}

export function daysLeft({ notAfter }: Certificate, now: Date): number {
  return (notAfter - now.getTime()) / dayMs;
}

export function hostOf({ name, zone }: Pick<DnsRecord, "name" | "zone">): string {
  return name === "@" ? zone : `${name}.${zone}`;
}

/** Resolvers disagree with what should stand there: the value is wrong, or was until just now. */
export function isMismatched(record: DnsRecord, now: Date): boolean {
  if (hostOf(record) !== checkoutHost) return false;
  if (record.value !== rightAddress) return true;
  return record.revision > 1 && now.getTime() - record.changedAt < propagationMs;
}

function newRecord(name: string, type: DnsRecord["type"], value: string, now: Date): DnsRecord {
  const changedAt = now.getTime() - 40 * dayMs;
  return { zone: shopZone, name, type, value, previous: null, ttl: 300, revision: 1, changedAt };
}
