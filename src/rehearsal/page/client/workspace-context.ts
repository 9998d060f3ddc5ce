// What every part of the page may read and do, handed down as one context.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Act, ActResult, Snapshot } from "../wire.ts";
import type { Place } from "./places.ts";

export type Workspace = {
  readonly data: Snapshot;
  readonly place: Place;
  readonly threadTs: string | undefined;
  go(place: Place, threadTs?: string): void;
  openThread(ts: string | undefined): void;
  /** Does it as the acting person. */
  act(act: Act): Promise<ActResult>;
  /** Says something that went wrong. */
  complain(text: string): void;
  /** Goes where a link of this workspace points; false when the link leads elsewhere. */
  follow(url: string): boolean;
};

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("used outside the workspace");
  return workspace;
}
