// Decides how one attempt to deliver an event is told: that it came through, or what became of it.
import type { Delivery } from "../hub/hub-types.ts";

export const isDelivered = ({ statusCode }: Delivery): boolean =>
  statusCode !== null && statusCode >= 200 && statusCode < 300;

export function statusText(delivery: Delivery): string {
  if (isDelivered(delivery)) return "OK";
  if (!delivery.statusCode) return "failed to connect to host";
  return `Invalid HTTP Response: ${delivery.statusCode}`;
}
