// The certificates of the shop's hosts.
//   GET   /v1/certificates, /v1/certificates/:host   {host, issuer, serial, not_before, not_after, days_left, valid}
//   POST  /v1/certificates/:host/renewals            201 with the new one; each key renews once
import { ok, refusal } from "../answer.ts";
import { no } from "../service.ts";
import type { Entry } from "../shop-state.ts";
import type { Resource } from "./resource.ts";
import { type Certificate, daysLeft, newCertificate, shopHost } from "./site.ts";

const renewedDays = 90;

export const certificates: Resource = {
  read: (core, [host, ...rest]) => {
    const all = core.state().site.certificates;
    if (rest.length > 0) return undefined;
    if (host === undefined) {
      return ok({ certificates: Object.values(all).map((each) => draw(each, core.now())) });
    }
    const certificate = all[host];
    return certificate ? ok(draw(certificate, core.now())) : refusal(404, noHost(host, all));
  },
  change: (core, [host = "", noun, ...rest], { method }) => {
    if (method !== "POST" || noun !== "renewals" || rest.length > 0) return undefined;
    const all = core.state().site.certificates;
    if (!all[host]) return no(refusal(404, noHost(host, all)));
    const certificate = newCertificate(host, core.now(), renewedDays);
    const entries: Entry[] = [{ kind: "certificate", certificate }];
    if (host === shopHost)
      entries.push({ kind: "trouble", trouble: "certificate", isBroken: false });
    const answer = { status: 201, body: draw(certificate, core.now()) };
    return { answer, entries, event: `certificate of ${host} renewed for ${renewedDays} days` };
  },
};

function draw(certificate: Certificate, now: Date) {
  const { host, issuer, serial, notBefore, notAfter } = certificate;
  const left = daysLeft(certificate, now);
  return {
    host,
    issuer,
    serial,
    not_before: new Date(notBefore).toISOString(),
    not_after: new Date(notAfter).toISOString(),
    days_left: Math.floor(left),
    valid: left > 0,
  };
}

function noHost(host: string, all: Readonly<Record<string, Certificate>>): string {
  return `no certificate for "${host}"; there are ${Object.keys(all).join(", ")}`;
}
