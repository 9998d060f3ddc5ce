// Keeps the page's copy of the workspace up to date for the acting person.
import { useEffect, useState } from "preact/hooks";
import type { Snapshot, Update } from "../wire.ts";
import { applyUpdate } from "./apply-update.ts";

const retryMs = 1500;

export type Connection = {
  readonly data: Snapshot | undefined;
  readonly isConnected: boolean;
};

/** `onUpdate` hears each change once, after the first snapshot. */
export function useSnapshot(me: string, onUpdate: (update: Update) => void): Connection {
  const [data, setData] = useState<Snapshot>();
  const [isConnected, setConnected] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const source = new EventSource(`/rehearsal/events?as=${encodeURIComponent(me)}`);
    source.addEventListener("open", () => setConnected(true));
    source.addEventListener("error", () => {
      setConnected(false);
      // A browser gives up after an answer that is no stream, e.g. while the server starts.
      if (source.readyState === EventSource.CLOSED) setTimeout(setAttempt, retryMs, attempt + 1);
    });
    source.addEventListener("snapshot", ({ data: text }) => setData(JSON.parse(text) as Snapshot));
    source.addEventListener("update", ({ data: text }) => {
      const update = JSON.parse(text) as Update;
      // The shop's figures come twice a second; its panel takes them from `onUpdate` by itself.
      if (update.kind !== "shop") setData((current) => current && applyUpdate(current, update));
      onUpdate(update);
    });
    return () => source.close();
  }, [me, onUpdate, attempt]);
  return { data, isConnected };
}
