// The switchboard of misbehaviour, for tests, for the page, and over HTTP.
import type { FaultBook } from "./api/fault-book.ts";
import type { Sockets } from "./delivery/sockets.ts";
import type { Faults } from "./fault-types.ts";

export function createFaults(book: FaultBook, sockets: Sockets, cutAll: () => void): Faults {
  return {
    rateLimit: (method, { retryAfter, ...scope }) =>
      book.set(method, { kind: "rate-limit", retryAfter }, scope),
    fail: (method, { status, ...scope }) => book.set(method, { kind: "fail", status }, scope),
    error: (method, code, scope) => book.set(method, { kind: "error", code }, scope),
    loseAnswer: (method, scope) => book.set(method, { kind: "lose-answer" }, scope),
    delay: (method, milliseconds, scope) =>
      book.set(method, { kind: "delay", milliseconds }, scope),
    outage: (isOn) => {
      book.isOut = isOn;
      if (isOn) {
        sockets.dropAll();
        cutAll();
      }
    },
    deliverTwice: (times, kind = "event") => book.setTwice(times, kind),
    dropSocket: (n) => sockets.drop(n),
    refreshSocket: (n) => sockets.refresh(n),
    list: () => book.list(),
    clear: () => book.clear(),
  };
}
