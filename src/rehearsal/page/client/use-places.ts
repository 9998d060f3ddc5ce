// Keeps where the acting person is in the address, so that reload and back work.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Snapshot } from "../wire.ts";
import { jumpTo } from "./jump-to.ts";
import type { Place } from "./places.ts";
import { findTarget } from "./places.ts";

/** A channel is drawn before one of its messages can be shown. */
const jumpDelayMs = 80;

export function usePlaces(data: Snapshot) {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onChange = () => setHash(location.hash);
    addEventListener("hashchange", onChange);
    return () => removeEventListener("hashchange", onChange);
  }, []);
  const latest = useRef(data);
  latest.current = data;
  const { place, threadTs } = readHash(hash, data);
  const placeKey = place.kind === "channel" ? place.id : "home";
  return useMemo(() => {
    const here: Place = placeKey === "home" ? { kind: "home" } : { kind: "channel", id: placeKey };
    const go = (next: Place, thread?: string) => {
      const name = next.kind === "home" ? "home" : next.id;
      location.hash = thread ? `${name}/${thread}` : name;
    };
    return {
      place: here,
      threadTs,
      go,
      openThread: (ts: string | undefined) => go(here, ts),
      follow: (url: string) => {
        const target = findTarget(url, latest.current);
        if (!target) return false;
        go(target.place);
        const { ts } = target;
        if (ts) setTimeout(() => jumpTo(ts), jumpDelayMs);
        return true;
      },
    };
  }, [placeKey, threadTs]);
}

function readHash(hash: string, data: Snapshot): { place: Place; threadTs: string | undefined } {
  const [name = "", thread] = hash.replace(/^#/, "").split("/");
  if (name === "home") return { place: { kind: "home" }, threadTs: undefined };
  const wanted = data.channels.find((channel) => channel.id === name);
  const mine = data.channels.filter((channel) => channel.members.includes(data.me));
  const channel = wanted ?? mine.find(({ name: each }) => each === "incidents") ?? mine[0];
  if (!channel) return { place: { kind: "home" }, threadTs: undefined };
  return { place: { kind: "channel", id: channel.id }, threadTs: thread };
}
