// What becomes of a submitted modal.
import type { ModalView } from "@slack/types";

export type ViewAnswer =
  | { readonly kind: "close" }
  /** A sentence under each field to correct, by the field's name. */
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> }
  | {
      readonly kind: "show";
      readonly view: ModalView;
      /** What the modal shows once it is known, such as the new channel. */
      readonly later?: () => Promise<ModalView | undefined>;
    };

export const closeView: ViewAnswer = { kind: "close" };

export const wrongFields = (errors: Readonly<Record<string, string>>): ViewAnswer => ({
  kind: "errors",
  errors,
});
