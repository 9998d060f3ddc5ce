// What a button, menu or picker gives to whoever answers it.
import type { Value } from "../ids.ts";
import type { ActionRequest } from "../request.ts";
import type { Turn } from "../turn.ts";

export type Click = { readonly request: ActionRequest; readonly value: Value };
export type OnClick = (turn: Turn, click: Click) => Promise<void>;
