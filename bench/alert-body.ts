// Builds webhook bodies: a recorded Alertmanager delivery, each with an alert of its own in it.
import { readFileSync } from "node:fs";

const RECORDED = new URL("../test/fixtures/alertmanager/real-firing.json", import.meta.url);

export type AlertBody = (alert: { readonly id: string; readonly service: string }) => string;

/** Every occurrence of the recorded fingerprint, host and service becomes the alert's own. */
export function alertBody(): AlertBody {
  const recorded = readFileSync(RECORDED, "utf8").trim();
  const parts = recorded.split(/(e67515c8e3015730|127\.0\.0\.1:19100|"service":"checkout")/);
  return ({ id, service }) =>
    parts
      .map((part) => {
        if (part === '"service":"checkout"') return `"service":${JSON.stringify(service)}`;
        if (part === "e67515c8e3015730") return id;
        return part === "127.0.0.1:19100" ? `${id}.shop.example:19100` : part;
      })
      .join("");
}
