// Counts what arrives in the open channel as read, unless the tab is hidden.
import { useEffect, useState } from "preact/hooks";
import type { Snapshot } from "../wire.ts";
import type { Place } from "./places.ts";
import { loadMarks, markRead, type ReadMarks, saveMarks } from "./read-marks.ts";

export function useReadMarks(data: Snapshot, place: Place): ReadMarks {
  const [marks, setMarks] = useState(() => loadMarks(localStorage));
  const channelId = place.kind === "channel" ? place.id : "";
  // Replies stand beside their parents, so the last one in the list need not be the newest.
  const newest = data.messages
    .filter((message) => message.channelId === channelId)
    .map(({ ts }) => ts)
    .sort()
    .at(-1);
  const { me } = data;
  useEffect(() => {
    if (newest === undefined || document.hidden) return;
    setMarks((all) => {
      const next = markRead(all, { me, channelId, ts: newest });
      if (next !== all) saveMarks(localStorage, next);
      return next;
    });
  }, [me, channelId, newest]);
  return marks;
}
