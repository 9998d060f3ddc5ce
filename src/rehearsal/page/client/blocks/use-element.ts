// How one interactive element is used: its value, its confirm dialog, and waiting for the answer.
import { type ComponentChild, h } from "preact";
import { useState } from "preact/hooks";
import type { InputValue, Use } from "../../../slack/types.ts";
import { ConfirmDialog } from "../confirm-dialog.ts";
import { type AnyElement, initialValue, useFields } from "./element-values.ts";
import { useSurface } from "./surface.ts";

export type ElementProps<Element extends AnyElement> = {
  readonly element: Element;
  readonly blockId: string;
  /** In an input block: the value waits for the form to be submitted. */
  readonly isInput?: boolean;
  /** Each change is told at once, also from an input block. */
  readonly isDispatched?: boolean;
  readonly labelledBy?: string;
};

export type ElementUse = {
  readonly value: InputValue;
  readonly isBusy: boolean;
  /** Fills in without telling anyone, e.g. while typing. */
  fill(value: InputValue): void;
  /** Fills in and, where the element acts at once, tells the app. */
  choose(value: InputValue): void;
  /** The confirm dialog while it is open. */
  readonly dialog: ComponentChild;
};

export function useElement<Element extends AnyElement>(props: ElementProps<Element>): ElementUse {
  const { element, blockId } = props;
  const surface = useSurface();
  const [isBusy, setBusy] = useState(false);
  const [asked, setAsked] = useState<InputValue>();
  const actionId = element.action_id ?? "";
  const confirm = "confirm" in element ? element.confirm : undefined;
  const actsAtOnce = !props.isInput || props.isDispatched === true;
  const tell = async (value: InputValue) => {
    setBusy(true);
    const use: Use = { actionId, blockId, ...useFields(element.type, value) };
    await surface.use(use);
    setBusy(false);
  };
  const carryOut = (value: InputValue) => {
    surface.setValue(blockId, actionId, value);
    if (actsAtOnce) void tell(value);
  };
  const choose = (value: InputValue) => {
    if (confirm && actsAtOnce) setAsked(value);
    else carryOut(value);
  };
  const answer = (isSure: boolean) => {
    setAsked(undefined);
    if (isSure && asked !== undefined) carryOut(asked);
  };
  return {
    value: surface.value(blockId, actionId) ?? initialValue(element),
    isBusy,
    fill: (value) => surface.setValue(blockId, actionId, value),
    choose,
    dialog: confirm && asked !== undefined ? h(ConfirmDialog, { confirm, answer }) : null,
  };
}
