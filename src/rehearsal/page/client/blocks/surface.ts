// What a block needs from where it stands (message, modal, Home): how to act, what is filled in, what failed.
import { createContext } from "preact";
import { useCallback, useContext, useMemo, useState } from "preact/hooks";
import type { InputValue, Use } from "../../../slack/types.ts";
import type { ActResult } from "../../wire.ts";

export type Values = Readonly<Record<string, InputValue>>;

export type Surface = {
  use(use: Use): Promise<ActResult>;
  /** What is filled in or chosen here; undefined when nobody touched it. */
  value(blockId: string, actionId: string): InputValue | undefined;
  setValue(blockId: string, actionId: string, value: InputValue): void;
  /** The sentence under a block. */
  failure(blockId: string): string | undefined;
  readonly isModal: boolean;
};

export const SurfaceContext = createContext<Surface | undefined>(undefined);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error("a block stands outside any surface");
  return surface;
}

function valueKey(blockId: string, actionId: string): string {
  return `${blockId} ${actionId}`;
}

/** A surface that keeps what is chosen and shows a failed click under its block. */
export function useNewSurface(
  send: (use: Use) => Promise<ActResult>,
  isModal = false,
): {
  surface: Surface;
  values: Values;
  setFailures(failures: Readonly<Record<string, string>>): void;
} {
  const [values, setValues] = useState<Values>({});
  const [failures, setFailures] = useState<Readonly<Record<string, string>>>({});
  const use = useCallback(
    async (wanted: Use) => {
      const blockId = wanted.blockId ?? "";
      setFailures((all) => without(all, blockId));
      const result = await send(wanted);
      if (!result.ok) setFailures((all) => ({ ...all, [blockId]: result.shown }));
      return result;
    },
    [send],
  );
  const surface = useMemo<Surface>(
    () => ({
      use,
      isModal,
      value: (blockId, actionId) => values[valueKey(blockId, actionId)],
      setValue: (blockId, actionId, value) => {
        setFailures((all) => without(all, blockId));
        setValues((all) => ({ ...all, [valueKey(blockId, actionId)]: value }));
      },
      failure: (blockId) => failures[blockId],
    }),
    [use, isModal, values, failures],
  );
  return { surface, values, setFailures };
}

function without<Value>(all: Readonly<Record<string, Value>>, key: string) {
  return Object.fromEntries(Object.entries(all).filter(([each]) => each !== key));
}
